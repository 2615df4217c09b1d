extension SettingKey {
    static let localModel = SettingKey(
        "sdcpp",
        "model",
        meaning: "the model, whole in one file, that an sd-server of our own draws with",
        kind: "a path with a / in it, or the name of weights that nbp models pull fetched",
        standard: "none: no sd-server is started"
    )
    static let localModelServer = SettingKey(
        "sdcpp",
        "server",
        meaning: "the program of that sd-server",
        kind: "a path",
        standard: "engines/sd-server in the share folder"
    )
}
