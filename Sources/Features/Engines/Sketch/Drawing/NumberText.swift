/// Numbers as SVG wants them: plain decimals, two places, no more characters than needed.
enum NumberText {
    static func plain(_ number: Double) -> String {
        var bytes: [UInt8] = []
        append(number, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    static func append(_ number: Double, to bytes: inout [UInt8]) {
        let bounded = number.isFinite ? min(max(number, -9_999_999), 9_999_999) : 0
        var hundredths = Int((bounded * 100).rounded())
        if hundredths < 0 {
            bytes.append(UInt8(ascii: "-"))
            hundredths = -hundredths
        }
        let (whole, part) = hundredths.quotientAndRemainder(dividingBy: 100)
        appendWhole(whole, to: &bytes)
        guard part > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        bytes.append(UInt8(ascii: "0") + UInt8(part / 10))
        if part % 10 > 0 { bytes.append(UInt8(ascii: "0") + UInt8(part % 10)) }
    }

    private static func appendWhole(_ whole: Int, to bytes: inout [UInt8]) {
        if whole >= 10 { appendWhole(whole / 10, to: &bytes) }
        bytes.append(UInt8(ascii: "0") + UInt8(whole % 10))
    }
}
