package import Kernel

extension Typography {
    /// Sets a text into a box and gives its letters' shapes, without fill, outline, shadow, backing and rotation.
    ///
    /// It is done where it is called, in some milliseconds.
    /// - Throws: as for setting it, but for `busy`.
    package static func outline(
        _ setting: TextSetting,
        in box: PixelSize
    ) throws(TypographyError) -> OutlinedText {
        try judge(setting, box)
        let text = try PlacedText(setting, in: box, Call())
        return OutlinedText(path: text.outlines, pictures: text.pictures, metrics: text.metrics)
    }
}
