"""Short sentences that are easily taken for the opposite: each list means to fool."""

import pytest

from src.domain.reading import read
from src.domain.region import Region

FIRES = """
cepat kirim damkar
api!
kebakaran ya pak? rumah saya terbakar
apakah damkar bisa datang? rumah sebelah terbakar
kenapa lama sekali damkar, api so besar
pak sudah telpon dari tadi tidak diangkat, rumah terbakar
kemarin lapor tidak ada yang datang, sekarang terbakar lagi
latihan atau bukan ini rumah betul betul terbakar
kirain latihan ternyata beneran terbakar
bukan hoax pak rumah terbakar
ini serius bukan bercanda kebakaran
jangan kira main-main, api besar
api belum bisa dipadamkan
air tidak ada, api tidak padam padam
tolong ada asap keluar dari rumah kosong
tetangga bakar sampah apinya kena rumah saya
warga bakar ikan, apinya kena tangki bensin, terbakar
anak main korek api, rumah terbakar
kembang api jatuh di atap, atap terbakar
api unggun pramuka menjalar ke tenda
tungku dapur terbakar
rumah pengasapan ikan terbakar
pabrik batu bata terbakar
obat nyamuk bakar kena kasur, kasur terbakar
lilin jatuh, gorden terbakar
puntung rokok bakar kebun
bahan bakar tumpah dan terbakar
pom bensin terbakar
kayu bakar di dapur terbakar semua
kalau bisa cepat pak, rumah terbakar
kalau tidak cepat habis semua rumah, api besar
semangat pak damkar, api masih besar di pasar
hati-hati ada api di jalan
masak kebakaran tidak ada yang datang
so setengah jam rumah tabakar blum ada pamadam
emosi pak, so telepon 5 kali, toko so terbakar
kebakaran di film? bukan ini nyata di rumah saya
""".strip().splitlines()

NO_FIRES = """
semangat membara 🔥
semangatnya berapi-api saat pidato
hatiku terbakar api cemburu
dia bakar semangat pemain
panas hati lihat tetangga beli mobil
kebakaran jenggot si bapak
api asmara mereka tak padam
pasar kebakaran jenggot gara-gara harga naik
lagi bakar sate depan rumah
bakar-bakar tahun baru di rumah kepala desa
torang ba bakar ikan di pante
ikan bakar colo-colo enak
asap ikan cakalang fufu sampai jalan
pengasapan ikan di Bajo
rumah asap ikan milik om Beni
simulasi kebakaran di SMA besok
latihan pemadaman api di lapangan
uji coba sirene kebakaran
tidak ada api
tidak ada kebakaran di sini
bukan kebakaran
trada kebakaran pak
belum ada kebakaran bulan ini
sudah padam pak apinya
api so padam
apinya sudah mati sendiri
kebakaran kemarin sudah ditangani
tahun lalu rumah ini terbakar
dulu pernah ada kebakaran di pasar
kalau kebakaran telepon ke mana
jika terjadi kebakaran apa yang harus dilakukan
bagaimana cara padamkan api kompor?
apa nomor pemadam kebakaran
di mana kantor pemadam kebakaran?
apakah ada kebakaran di Luk?
itu asap apa ya?
minyak naik lagi
suasana memanas di rapat
api unggun pramuka
korek api ketinggalan
kereta api di Jawa
gunung berapi meletus di TV
kembang api bagus
kompor gas murah dijual
tabung gas langka
gas elpiji habis di pangkalan
harga bensin naik
mesin motor panas
badan panas demam
jual kayu bakar
bahan bakar langka
obor untuk takbiran
lilin natal
lampu petromaks menyala
matahari panas sekali kulit terbakar
pulsa hangus
uang saya hangus
hangus semua tabungan
film tentang kebakaran
lagu kebakaran hati
selamat hari pemadam kebakaran
terima kasih pemadam kebakaran
alat pemadam api di kantor rusak
mohon bantuan APAR untuk desa
pelatihan damkar desa
lowongan damkar
relawan pemadam
""".strip().splitlines()

DANGERS = """
ada orang di dalam rumah yang terbakar
anak dua orang masih di dalam
pemilik rumah belum ditemukan
tetangga saya tidak bisa keluar dari kamar, pintu terkunci
opa tidak bisa lari, tolong
satu keluarga terjebak api di lantai dua
ibu hamil terjebak banjir di atas lemari
bayi di dalam mobil terkunci
orang tertimpa pohon
motor masuk jurang, orangnya belum naik
korban tidak bergerak
korban sudah tidak bernyawa
ada mayat di pantai
badannya terbakar semua
kena air panas satu badan
dia kena setrum kabel
orang tersengat listrik di atap
anak tenggelam di kolam
terbawa arus sungai
orang jatuh dari kapal
perahu kami tenggelam tolong
mesin mati di laut ombak besar
belum pulang dari melaut dua hari
dipatok ular kobra
digigit buaya
anak digigit anjing sampai berdarah
ada yang bawa pisau
orang mengamuk pakai kapak
dia ditikam di perut
penikaman di pasar
orang dikeroyok sampai pingsan
suami ancam bunuh istri
saya mau bunuh diri
ada orang gantung diri
perempuan mau lompat dari jembatan
anak hilang sejak pagi
orang hilang di hutan
ibu mau melahirkan sekarang
pendarahan habis melahirkan
sesak napas berat
nenek jatuh tidak sadar
kejang-kejang mulutnya berbusa
keracunan makanan satu keluarga
minum racun rumput
serangan jantung
kompor meledak
tabung meledak kena orang
kabel listrik jatuh di jalan masih ada arus
kabel putus menjuntai ke genangan air
rumah roboh menimpa penghuni
tanah longsor menimbun orang
tembok runtuh kena anak
terperosok sumur
jari putus kena mesin
tangan hancur di mesin
kepala bocor berdarah
tabrakan ada yang meninggal
kecelakaan parah korban banyak
supir terjepit setir
orang terkurung di lift
diperkosa orang
disekap di rumah
diculik orang tidak dikenal
begal bawa parang
torang terkepung api
api sudah kepung rumah, kami tidak bisa turun
anak2 panti masih di lantai atas
so dua orang mati
dorang tajepe di oto
sa pe ana tanggalam
de so tra bernapas
kita pe mama ta kunci di kamar api so dekat
ada nelayan hanyut di laut
penyelam belum muncul
""".strip().splitlines()

NO_DANGERS = """
rumah kosong terbakar
kebun terbakar
pohon tumbang di jalan
ular di dapur
tawon di atap
kucing di atas atap
jalan rusak parah
sampah menumpuk
musik keras
balap liar
orang parkir sembarangan
lampu jalan mati
banjir di jalan
angin kencang atap rusak
semua selamat tidak ada korban
tidak ada korban jiwa
penghuni sudah keluar semua
warga panik keluar rumah
sapi lepas di kebun
cincin tidak bisa lepas
petugas lambat
pedagang di trotoar
anak sekolah bolos
orang mabuk di pos
judi sabung ayam
api kecil di tempat sampah
listrik padam
asap dari kebun
toko terbakar, pemilik sedang keluar kota
mobil terbakar, sopir selamat
kapal kandas penumpang aman
ombak besar
gempa barusan
terima kasih
kalau ada orang tenggelam lapor ke mana
latihan evakuasi korban
""".strip().splitlines()


def leaf(text: str, region: Region) -> str:
    best = read(text, region).category
    return best.value.code if best else ""


@pytest.mark.parametrize("text", FIRES)
def test_a_fire_stays_one_whatever_stands_beside_it(text: str, region: Region) -> None:
    assert leaf(text, region).startswith("fire.")
    priority = read(text, region).priority
    assert priority is not None
    assert priority.value == "P1"


@pytest.mark.parametrize("text", NO_FIRES)
def test_what_only_speaks_of_fire_is_none(text: str, region: Region) -> None:
    assert not leaf(text, region).startswith("fire.")


@pytest.mark.parametrize("text", DANGERS)
def test_danger_to_life_is_seen_and_never_below_p2(text: str, region: Region) -> None:
    reading = read(text, region)
    assert reading.life_risk
    assert reading.priority is not None
    assert reading.priority.value == "P1"


@pytest.mark.parametrize("text", NO_DANGERS)
def test_no_danger_is_made_up(text: str, region: Region) -> None:
    assert not read(text, region).life_risk
