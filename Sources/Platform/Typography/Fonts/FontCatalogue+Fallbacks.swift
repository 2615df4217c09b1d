extension FontCatalogue {
    /// The family, and after it those that show what it lacks, Han characters in the forms of the language.
    static func fallbacks(of name: String, language: String) -> String {
        let kind = family(named: name)?.kind ?? .sans
        let region = HanRegion(language)
        let plain = kind == .serif ? "Noto Serif" : "Noto Sans"
        let han =
            switch kind {
            case .serif: ["Noto Serif CJK"]
            case .mono: ["Noto Sans Mono CJK"]
            case .sans, .display, .script: ["Noto Sans CJK"]
            }
        let others = HanRegion.allCases.filter { $0 != region }
        let regional = ([region] + others).flatMap { region in han.map { "\($0) \(region.rawValue)" } }
        let helpers = [name, kind == .mono ? "Noto Sans Mono" : plain] + regional + [plain, "Noto Sans"]
        return helpers.joined(separator: ",")
    }
}

/// Whose shapes of Han characters, as the Noto fonts are named.
private enum HanRegion: String, CaseIterable {
    case traditional = "TC"
    case hongKong = "HK"
    case simplified = "SC"
    case japanese = "JP"
    case korean = "KR"

    /// Chinese without a script or a known region is traditional, as is the product's.
    init(_ language: String) {
        let parts = language.lowercased().split(separator: "-")
        switch parts.first {
        case "ja": self = .japanese
        case "ko": self = .korean
        case "zh" where parts.contains("hk") || parts.contains("mo"): self = .hongKong
        case "zh" where parts.contains("hans") || parts.contains("cn") || parts.contains("sg"):
            self = .simplified
        default: self = .traditional
        }
    }
}

extension TextLanguage {
    /// By the first scripts that tell: kana is Japanese, Hangul Korean, Han alone Chinese as in Taiwan.
    static func guessed(from text: String) -> String {
        var guess: String?
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x3041...0x30FA, 0x31F0...0x31FF, 0xFF66...0xFF9D: return "ja"
            case 0x1100...0x11FF, 0x3131...0x318E, 0xAC00...0xD7A3: return "ko"
            case 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF, 0x3105...0x312F:
                guess = "zh-Hant"
            case 0x0590...0x05FF: guess = guess ?? "he"
            case 0x0600...0x06FF: guess = guess ?? "ar"
            default: continue
            }
        }
        return guess ?? "en"
    }
}
