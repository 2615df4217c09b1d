package import FoundationEssentials

/// The files that weights are taken from: such as hold numbers and no program.
package enum WeightsFormat: String, CaseIterable, Sendable {
    case safetensors
    case gguf

    /// In bytes; the format's own limit is 100 MB, and the largest in use have some 2 MB.
    private static let longestHead = 32 << 20
    /// Magic, version, and how many tensors and members there are, in bytes.
    private static let ggufHead = 24

    /// Recognises a file by its content, whatever it is called.
    ///
    /// Reads its head alone, and sees of the rest whether it can be there.
    /// - Parameters:
    ///   - file: the file.
    ///   - title: what a refusal calls it, where that is not its path.
    /// - Throws: `WeightsRefusal`.
    package init(recognising file: URL, called title: String? = nil) throws(WeightsRefusal) {
        let path = title ?? file.path
        guard let handle = WeightsReader(file) else { throw .unreadable(path: path) }
        let start = try handle.read(8, at: 0)
        if start.starts(with: "GGUF".utf8), handle.size >= Self.ggufHead {
            self = .gguf
        } else if try Self.isSafetensors(start, handle) {
            self = .safetensors
        } else {
            throw Self.isPickle(start) ? .pickle(path: path) : .noWeights(path: path)
        }
    }

    /// A pickle runs whatever its maker wanted when it is opened; PyTorch keeps one in a ZIP file, or bare.
    private static func isPickle(_ start: Data) -> Bool {
        start.starts(with: [0x50, 0x4B, 0x03, 0x04])
            || (start.first == 0x80 && start.dropFirst().first ?? 0 < 6)
    }

    /// The length of the head in eight bytes, the head in JSON, the numbers.
    private static func isSafetensors(_ start: Data, _ file: WeightsReader) throws(WeightsRefusal) -> Bool {
        guard start.count == 8 else { return false }
        let length = start.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= longestHead, Int(length) <= file.size - 8 else { return false }
        let head = try file.read(Int(length), at: 8)
        guard head.count == Int(length),
            let members = try? JSONDecoder().decode([String: SafetensorsMember].self, from: head)
        else { return false }
        let ends = members.values.compactMap { $0.end }
        // Fewer numbers than are promised: a download that somebody cut off.
        return ends.max().map { $0 <= file.size - 8 - Int(length) } ?? false
    }
}

/// One entry of a safetensors head: a tensor, or the remarks that a file may carry.
private struct SafetensorsMember: Decodable {
    /// Where its numbers end, behind the head, in bytes; nil for remarks.
    let end: Int?

    private enum CodingKeys: String, CodingKey {
        case offsets = "data_offsets"
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let offsets = try? values.decode([Int].self, forKey: .offsets)
        end = offsets.flatMap { $0.count == 2 && $0[0] <= $0[1] ? $0[1] : nil }
    }
}
