/// Letters that are drawn like plain Latin ones (the common part of Unicode's confusables, UTS 39, section 4), in lower case.
enum Lookalikes {
    static let plain: [Unicode.Scalar: Unicode.Scalar] = {
        let families: [(Unicode.Scalar, String)] = [
            ("a", "аαɑ@ᴀ"), ("b", "ʙЬьᖯƅ"), ("c", "сϲᴄ¢ⲥ"), ("d", "ԁɗᴅ"), ("e", "еєεҽᴇ℮"), ("f", "ғƒꞙ"),
            ("g", "ɡցɢ"), ("h", "һհʜ"), ("i", "іιıɩɪ¡"), ("j", "јʝϳᴊ"), ("k", "кκᴋ"), ("l", "ӏǀʟ|ł"),
            ("m", "мᴍ"), ("n", "пոɴη"), ("o", "оοσօøᴏ"), ("p", "рρᴘ"), ("q", "ԛգ"), ("r", "гʀᴦ"),
            ("s", "ѕꜱʂ$"), ("t", "тτᴛŧ"), ("u", "υսᴜʋ"), ("v", "ѵνᴠ"), ("w", "ԝшωᴡ"), ("x", "хχ"),
            ("y", "уүγʏ"), ("z", "ᴢʐƶ"),
        ]
        var plain: [Unicode.Scalar: Unicode.Scalar] = [:]
        for (letter, others) in families {
            for other in others.unicodeScalars { plain[other] = letter }
        }
        return plain
    }()

    /// Digits that stand for letters between letters.
    static let digits: [Unicode.Scalar: Unicode.Scalar] = [
        "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t",
    ]
}
