extension SettingKey {
    static let blockList = SettingKey(
        "moderation",
        "blocklist",
        meaning: "the file of words that prompts may not hold; followed when it changes",
        kind: "a path to a block list",
        standard: "blocklist.txt in the data directory, if it is there"
    )
    static let classifierReview = SettingKey(
        "moderation",
        "classifier",
        "review",
        meaning: "the score above which a public picture is looked at by a person",
        kind: "a number above 0 and below 1, such as 0.5",
        standard: "none: no picture is flagged"
    )
    static let classifierRefuse = SettingKey(
        "moderation",
        "classifier",
        "refuse",
        meaning: "the score above which a picture is refused",
        kind: "a number above 0 and below 1, such as 0.85",
        standard: "none: no picture is refused"
    )
}
