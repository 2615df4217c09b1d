import Archive
import Foundation
import Kernel
import Testing

extension ArchivePath {
    static func sample(_ text: String) throws -> ArchivePath { try #require(ArchivePath(text)) }
}

/// A file of an archive as a test writes and finds it.
struct ZippedFile: Hashable {
    let path: String
    let bytes: Data

    init(_ path: String, _ bytes: Data) {
        self.path = path
        self.bytes = bytes
    }

    static let samples = [
        ZippedFile("data/rows.json", Data(String(repeating: "[1, 2, 3]\n", count: 20_000).utf8)),
        ZippedFile("images/one.png", Data((0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3) })),
        ZippedFile("empty.txt", Data()),
        ZippedFile("README.txt", Data("你好\n".utf8)),
    ]

    /// Zips files with the product's writer; pictures are stored, the rest is compressed.
    static func zipped(_ files: [ZippedFile] = samples) throws -> Data {
        let writer = try ZipWriter()
        var archive = Data()
        for file in files {
            let isPicture = file.path.hasSuffix(".png")
            try writer.begin(
                .sample(file.path),
                storing: isPicture ? file.bytes.count : nil,
                at: Timestamp(milliseconds: 1_765_000_000_000)
            )
            var rest = file.bytes[...]
            while !rest.isEmpty {
                try writer.append(Data(rest.prefix(10_000)))
                rest = rest.dropFirst(10_000)
                archive.append(writer.take())
            }
        }
        try writer.finish()
        archive.append(writer.take())
        return archive
    }

    /// Everything that the product's reader finds.
    static func unzipped(_ archive: Data, _ limits: ArchiveLimits = ArchiveLimits()) throws -> [ZippedFile] {
        let reader = try ZipReader(size: archive.count, limits: limits) { offset, count in
            archive.dropFirst(offset).prefix(count)
        }
        var files: [ZippedFile] = []
        while let path = try reader.next() {
            var bytes = Data()
            while let piece = try reader.read() { bytes.append(piece) }
            files.append(ZippedFile(path.text, bytes))
        }
        return files
    }
}

extension Timestamp {
    static let sample = Timestamp(milliseconds: 1_765_000_000_000)
}
