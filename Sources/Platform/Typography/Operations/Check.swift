package import Kernel

extension Typography {
    /// Those of the families we offer whose fonts are installed, in the order they are offered in.
    package static var families: [FontFamily] { FontCatalogue.families }

    /// Whether a setting can be set at all, whatever its box.
    /// - Throws: `Problem` `font_unknown`, naming the nearest families; `length_out_of_range` or `control_characters` for a text that no JSON
    ///   would have brought here.
    package static func check(_ setting: TextSetting) throws(Problem) {
        guard FontCatalogue.family(named: setting.family) != nil else {
            let nearest = FontCatalogue.nearest(to: setting.family).joined(separator: ", ")
            throw Problem(
                .fontUnknown,
                field: "family",
                ["family": String(setting.family.prefix(100)), "nearest": nearest]
            )
        }
        try TextSetting.check(setting.text, field: "text")
    }
}
