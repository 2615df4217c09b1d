extension FontCatalogue {
    struct Offer {
        let name: String
        let kind: FontFamily.Kind
        let scripts: Set<FontFamily.Script>

        fileprivate init(_ name: String, _ kind: FontFamily.Kind, _ scripts: Set<FontFamily.Script>) {
            self.name = name
            self.kind = kind
            self.scripts = scripts
        }
    }

    /// All are Debian packages under the SIL Open Font License, but for Roboto Slab and JetBrains Mono, which are under the Apache License 2.0.
    static let offered: [Offer] = noto + european + eastern

    private static let noto = [
        Offer("Noto Sans", .sans, european3),
        Offer("Noto Serif", .serif, european3),
        Offer("Noto Serif Display", .serif, european3),
        Offer("Noto Sans Mono", .mono, european3),
        Offer("Noto Naskh Arabic", .serif, [.arabic]),
        Offer("Noto Kufi Arabic", .display, [.arabic]),
        Offer("Noto Sans CJK TC", .sans, [.latin, .traditionalChinese]),
        Offer("Noto Sans CJK SC", .sans, [.latin, .simplifiedChinese]),
        Offer("Noto Sans CJK HK", .sans, [.latin, .traditionalChinese]),
        Offer("Noto Sans CJK JP", .sans, [.latin, .japanese]),
        Offer("Noto Sans CJK KR", .sans, [.latin, .korean]),
        Offer("Noto Serif CJK TC", .serif, [.latin, .traditionalChinese]),
        Offer("Noto Serif CJK SC", .serif, [.latin, .simplifiedChinese]),
        Offer("Noto Serif CJK HK", .serif, [.latin, .traditionalChinese]),
        Offer("Noto Serif CJK JP", .serif, [.latin, .japanese]),
        Offer("Noto Serif CJK KR", .serif, [.latin, .korean]),
        Offer("Noto Sans Mono CJK TC", .mono, [.latin, .traditionalChinese]),
    ]

    private static let european = [
        Offer("Inter", .sans, european3),
        Offer("Lato", .sans, [.latin]),
        Offer("Quicksand", .sans, [.latin]),
        Offer("Comfortaa", .sans, european3),
        Offer("Yanone Kaffeesatz", .sans, [.latin]),
        Offer("EB Garamond 12", .serif, european3),
        Offer("Vollkorn", .serif, european3),
        Offer("Roboto Slab", .serif, european3),
        Offer("Bebas Neue", .display, [.latin]),
        Offer("League Spartan", .display, [.latin]),
        Offer("Le Murmure", .display, [.latin]),
        Offer("Lobster Two", .script, [.latin]),
        Offer("Dancing Script", .script, [.latin]),
        Offer("Kaushan Script", .script, [.latin]),
        Offer("Leckerli One", .script, [.latin]),
        Offer("JetBrains Mono", .mono, european3),
    ]

    private static let eastern = [
        Offer("LXGW WenKai", .script, [.latin, .traditionalChinese, .simplifiedChinese, .japanese]),
        Offer("Smiley Sans", .display, [.latin, .simplifiedChinese]),
        Offer("Yusei Magic", .script, [.latin, .japanese]),
        Offer("Reggae One", .display, [.latin, .japanese]),
        Offer("Cherry Bomb", .display, [.latin, .japanese]),
    ]

    private static let european3: Set<FontFamily.Script> = [.latin, .greek, .cyrillic]
}
