extension SettingKey {
    static let engines: [SettingKey] = [
        accountImages, geminiKey, geminiBase, openAIKey, openAIBase, sdcppURL, automatic1111URL, comfyUIURL,
        comfyUIGraphs,
        modelsFile,
    ]

    static let accountImages = SettingKey(
        "account",
        "images",
        meaning:
            "pictures that somebody with an account may make in a day on engines that cost whoever runs the server",
        kind: "a number from 0 to 1000000",
        standard: "20; without a limit on a local server"
    )
    static let geminiKey = SettingKey(
        "gemini",
        "api_key",
        meaning: "the key that opens Google's Gemini API",
        kind: EngineWay.keyKind,
        standard: "none: its models are not offered",
        isSecret: true
    )
    static let geminiBase = SettingKey(
        "gemini",
        "base_url",
        meaning: "where the Gemini API is asked",
        kind: EngineWay.addressKind,
        standard: "https://generativelanguage.googleapis.com"
    )
    static let openAIKey = SettingKey(
        "openai",
        "api_key",
        meaning: "the key that opens OpenAI's Images API",
        kind: EngineWay.keyKind,
        standard: "none: its models are not offered",
        isSecret: true
    )
    static let openAIBase = SettingKey(
        "openai",
        "base_url",
        meaning: "where the Images API is asked; hosts that speak it without being OpenAI too",
        kind: EngineWay.addressKind,
        standard: "https://api.openai.com/v1"
    )
    static let sdcppURL = SettingKey(
        "sdcpp",
        "url",
        meaning: "servers of stable-diffusion.cpp (sd-server) on this machine or its network",
        kind: EngineWay.addressesKind,
        standard: "none"
    )
    static let automatic1111URL = SettingKey(
        "a1111",
        "url",
        meaning:
            "servers of AUTOMATIC1111, Forge or SD.Next on this machine or its network, started with --api",
        kind: EngineWay.addressesKind,
        standard: "none"
    )
    static let comfyUIURL = SettingKey(
        "comfyui",
        "url",
        meaning: "ComfyUI servers on this machine or its network",
        kind: EngineWay.addressesKind,
        standard: "none"
    )
    static let comfyUIGraphs = SettingKey(
        "comfyui",
        "graphs",
        meaning: "the folder of the graphs that ComfyUI may run, a JSON file each",
        kind: "a path",
        standard: "comfyui in the data directory"
    )
    static let modelsFile = SettingKey(
        "models",
        "file",
        meaning: "rows of the model registry that replace the product's or are added to them, in JSON",
        kind: "a path",
        standard: "models.json in the data directory, if it is there"
    )
}
