import Foundation
import Imaging
import Kernel
import Vision

@testable import Engines

/// What the darkroom's tests share: the lexicon that ships, small pictures, and steps in one line.
enum DarkroomSupport {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "share/darkroom")

    private static let loaded = Result { try InstructionLexicon(folder: folder) }

    static func lexicon() throws -> InstructionLexicon { try loaded.get() }

    static let canvas = PixelSize(width: 1_500, height: 1_000)
    static let mask = image(1)
    static let second = image(2)

    static func image(_ number: UInt64) -> ImageID {
        ImageID(UUIDv7(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0000 | number))
    }

    static func reading(
        _ text: String,
        mask: ImageID? = nil,
        others: [ImageID] = []
    ) throws -> InstructionReading {
        InstructionReader(try lexicon()).read(text, canvas: canvas, mask: mask, others: others)
    }

    static func step(_ json: String) throws -> EditStep {
        try JSONDecoder().decode(EditStep.self, from: Data(json.utf8))
    }
}

extension InstructionReading {
    /// Steps in one line: tools with what differs from the usual.
    var summary: String { steps.map(\.summary).joined(separator: "; ") }
}

extension EditStep {
    var summary: String {
        let parts = tool.members.compactMap { member -> String? in
            guard let value = values[member.name], value != member.standard else { return nil }
            let text = value.summary
            return member.name == .amount || member.name == .mask ? text : "\(member.name.rawValue)=\(text)"
        }
        return ([tool.rawValue] + parts).joined(separator: " ")
    }
}

extension EditValue {
    fileprivate var summary: String {
        switch self {
        case .number(let number): number.shortText
        case .flag(let flag): "\(flag)"
        case .word(let word): word
        case .colour(let colour): colour.text
        case .aspect(let aspect): aspect.text
        case .box(let box): [box.x, box.y, box.width, box.height].map(\.shortText).joined(separator: ",")
        case .points(let points): "\(points.count) points"
        case .image(let image): "\(image.text.suffix(1))"
        case .mask(let mask): mask.summary
        }
    }
}

extension EditMask {
    fileprivate var summary: String {
        switch shape {
        case .image: "@mask"
        case .rectangle: "@rectangle"
        case .lasso: "@lasso"
        case .subject: isInverted ? "@background" : "@subject"
        }
    }
}
