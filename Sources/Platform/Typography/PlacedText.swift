import CTypesetting
import Kernel

/// A text that has found its size and place.
///
/// Its C handle is used by one thread at a time: it never leaves the work that made it.
final class PlacedText {
    private let handle: OpaquePointer
    private let facts: typesetting_metrics

    /// - Throws: `TypographyError.refused` with `text_does_not_fit`, `cancelled` or `failed`.
    init(_ setting: TextSetting, in box: PixelSize, _ call: Call) throws(TypographyError) {
        let order = TypesettingOrder(setting, in: box)
        var handle: OpaquePointer?
        let status = order.lend { typesetting_fit($0, $1, call.handle, &handle) }
        try status.check { setting.doesNotFit(box) }
        guard let handle else { throw .failed }
        self.handle = handle
        facts = typesetting_metrics_of(handle)
    }

    deinit {
        typesetting_release(handle)
    }

    var metrics: TextMetrics {
        TextMetrics(
            size: facts.size,
            lines: Int(facts.lines),
            ink: TextBounds(facts.ink),
            unknown: Int(facts.unknown)
        )
    }

    /// The picture's place, from the left top corner of the box.
    var bounds: TextBounds? { TextBounds(facts.picture) }

    /// Straight RGBA.
    func draw(_ size: PixelSize, _ call: Call) throws(TypographyError) -> [UInt8] {
        var status = typesetting_status.TYPESETTING_FAILED
        let count = size.pixels * 4
        let samples = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialised in
            guard let start = buffer.baseAddress else { return }
            buffer.initialize(repeating: 0)
            status = typesetting_draw(handle, call.handle, start)
            initialised = count
        }
        try status.check { .failed }
        return samples
    }

    /// Path data of SVG.
    var outlines: String {
        let text = typesetting_outlines(handle)
        defer { typesetting_outlines_release(text) }
        return String(cString: text)
    }

    /// What has no outlines.
    var pictures: [LetterPicture] {
        (0..<typesetting_picture_count(handle)).compactMap { index in
            var picture = typesetting_picture()
            guard typesetting_picture_of(handle, index, &picture) else { return nil }
            defer { typesetting_picture_release(&picture) }
            return LetterPicture(picture)
        }
    }
}

extension LetterPicture {
    fileprivate init(_ picture: typesetting_picture) {
        self.init(
            x: picture.x,
            y: picture.y,
            width: picture.width,
            height: picture.height,
            png: [UInt8](UnsafeBufferPointer(start: picture.png, count: picture.count))
        )
    }
}

extension typesetting_status {
    fileprivate func check(_ doesNotFit: () -> TypographyError) throws(TypographyError) {
        switch self {
        case .TYPESETTING_OK: return
        case .TYPESETTING_DOES_NOT_FIT: throw doesNotFit()
        case .TYPESETTING_STOPPED: throw .cancelled
        case .TYPESETTING_FAILED: throw .failed
        }
    }
}

extension TextBounds {
    fileprivate init?(_ bounds: typesetting_bounds) {
        guard bounds.width > 0, bounds.height > 0 else { return nil }
        self.init(
            x: Int(bounds.x),
            y: Int(bounds.y),
            width: Int(bounds.width),
            height: Int(bounds.height)
        )
    }
}

extension TextSetting {
    fileprivate func doesNotFit(_ box: PixelSize) -> TypographyError {
        .refused(Problem(.textDoesNotFit, field: "text", ["size": size.leastText, "box": box.description]))
    }
}

extension TextSize {
    fileprivate var leastText: String {
        switch self {
        case .exactly(let size) where size == size.rounded(): "\(Int(size))"
        case .exactly(let size): "\(size)"
        case .fit(let sizes): "\(sizes.lowerBound)"
        }
    }
}
