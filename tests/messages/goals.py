"""What must hold on labelled messages, in percent, and what each figure is called."""

WORDS = {
    "leaf": "category (leaf)",
    "group": "category (group)",
    "urgent": "P1 not suggested below P2",
    "fires": "fires suggested as a fire",
    "no_fires": "others not suggested as a fire",
    "villages": "villages found",
    "chosen": "villages filled in, right",
    "phones": "phone numbers found",
    "risks": "danger to life seen",
    "no_risks": "no danger, none seen",
    "pairs_right": "pairs suggested, right",
    "pairs_found": "pairs found",
    "merged_right": "pairs merged, right",
    "merged_found": "pairs merged, found",
}

GOALS = {
    "leaf": 85.0,
    "group": 85.0,
    "urgent": 100.0,
    "fires": 90.0,
    "no_fires": 95.0,
    "villages": 95.0,
    "chosen": 90.0,
    "phones": 100.0,
    "risks": 95.0,
    "no_risks": 90.0,
    "pairs_right": 100.0,
    "pairs_found": 90.0,
    "merged_right": 100.0,
    "merged_found": 90.0,
}
