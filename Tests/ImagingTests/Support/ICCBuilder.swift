import Foundation

/// Puts colour profiles together by hand.
enum ICCBuilder {
    /// A screen whose red lamp shines green and whose green lamp shines red, otherwise sRGB.
    static let exchangingRedAndGreen: Data = {
        let (red, green) = (xyz(0.4361, 0.2225, 0.0139), xyz(0.3851, 0.7169, 0.0971))
        let tags: [(String, Data)] = [
            ("rXYZ", green), ("gXYZ", red), ("bXYZ", xyz(0.1431, 0.0606, 0.7142)), ("wtpt", whitePoint),
            ("rTRC", gamma), ("gTRC", gamma), ("bTRC", gamma),
        ]
        var (table, content) = (long(tags.count), Data())
        for (signature, value) in tags {
            table +=
                Data(signature.utf8) + long(128 + 4 + 12 * tags.count + content.count) + long(value.count)
            content += value
        }
        return header(size: 128 + table.count + content.count) + table + content
    }()

    private static let whitePoint = xyz(0.9642, 1, 0.8249)

    private static let gamma = Data("curv".utf8) + long(0) + long(1) + Data([2, 51, 0, 0])

    private static func xyz(_ values: Double...) -> Data {
        values.reduce(Data("XYZ ".utf8) + long(0)) { $0 + long(Int($1 * 65_536)) }
    }

    private static func header(size: Int) -> Data {
        let kind = long(size) + long(0) + long(0x0210_0000) + Data("mntrRGB XYZ ".utf8)
        let middle = Data(count: 12) + Data("acsp".utf8) + Data(count: 28)
        return kind + middle + whitePoint.dropFirst(8) + Data(count: 48)
    }

    private static func long(_ number: Int) -> Data {
        Data([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) })
    }
}
