"""Every route of the application; a module that is not here answers nothing."""

from litestar.types import ControllerRouterHandler

from src.routes import (
    activation,
    app_shell,
    drivers,
    health,
    manifest,
    sign_in,
    static_files,
)

HANDLERS: list[ControllerRouterHandler] = [
    static_files.show_file,
    static_files.show_favicon,
    manifest.show_manifest,
    app_shell.show_service_worker,
    app_shell.show_offline_page,
    app_shell.show_robots,
    health.show_health,
    sign_in.show_form,
    sign_in.sign_in,
    sign_in.sign_out,
    activation.show_invitation,
    activation.bind_phone,
    drivers.show_drivers,
    drivers.add_driver,
    drivers.show_driver,
    drivers.invite_driver,
    drivers.revoke_devices,
]
