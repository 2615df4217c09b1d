import CQRencode
package import Kernel

/// A text as squares, drawn as one SVG path: `<svg viewBox="0 0 {side} {side}"><path d="{path}"/></svg>`.
///
/// The squares must be darker than their ground, whatever the page's theme; colours are for the page's style.
package struct QRCode: Sendable {
    /// The light margin that ISO/IEC 18004 asks for, in modules.
    private static let quietZone = 4
    private static let mostBytes = 1_024

    /// In modules, with the margin on both sides.
    package let side: Int
    private let lines: [String]

    /// Repairs up to 15 % of damage (level M).
    /// - Throws: `QRCodeRefusal` for a text of more than 1,024 bytes or of none.
    package init(_ text: Secret) throws(QRCodeRefusal) {
        let bytes = Array(text.reveal().utf8)
        guard !bytes.isEmpty, bytes.count <= Self.mostBytes else { throw .unfit }
        guard let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else { throw .failed }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        let modules = UnsafeBufferPointer(start: code.pointee.data, count: width * width)
        side = width + 2 * Self.quietZone
        lines = (0..<width).map { row in
            Self.line(modules[row * width..<(row + 1) * width].map { $0 & 1 == 1 }, at: row)
        }
    }

    /// The dark modules: what stands in `d` of the path.
    package var path: Secret { Secret(lines.joined()) }

    /// The runs of dark modules in one row.
    private static func line(_ isDark: [Bool], at row: Int) -> String {
        var (path, start) = ("", 0)
        while let first = isDark[start...].firstIndex(of: true) {
            let end = isDark[first...].firstIndex(of: false) ?? isDark.count
            path += "M\(first + quietZone) \(row + quietZone)h\(end - first)v1h-\(end - first)z"
            start = end
        }
        return path
    }
}

/// Why a text has no QR code.
package enum QRCodeRefusal: Error, Hashable, Sendable {
    /// It is empty or too long.
    case unfit
    /// The library had no memory.
    case failed
}
