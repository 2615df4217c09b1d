import Archive
import Blobs
package import FoundationEssentials
package import Kernel
package import Purposes
import Store
import Vault

/// Pictures of one person that are about to be zipped; nothing of them is in memory yet.
package struct PackingList: Sendable {
    struct Line: Sendable {
        let image: Image
        let path: ArchivePath
    }

    let owner: SubjectID
    let lines: [Line]
}

extension Studio {
    /// Checks that a selection can be zipped, and names its files.
    /// - Throws: `Problem` `not_found` if one of them is not this person's, `image_withheld`, `restricted`.
    package func packingList(
        of selection: Selection,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> PackingList {
        let subject = permit.subject
        let found = try await store.read { tx in try ImageRecords(tx).pictures(selection.images, of: subject)
        }
        let known = Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
        let pictures = selection.images.compactMap { known[$0] }
        guard pictures.count == selection.images.count else { throw Problem(.notFound) }
        for picture in pictures { try await screening.requireShown(picture.id) }
        let prompts = try await prompts(of: pictures, under: permit)
        let names = try await names(of: pictures, under: permit)
        let lines = try pictures.enumerated().map { place, picture in
            let title = names[picture.id].map(Self.withoutExtension) ?? prompts[picture.job]?.text ?? ""
            let name = ArchivedName.text(place + 1, titled: title, made: picture.madeAt, as: picture.format)
            guard let path = ArchivePath(name) else { throw Problem(.internalError) }
            return PackingList.Line(image: picture, path: path)
        }
        return PackingList(owner: subject, lines: lines)
    }

    /// Zips pictures as a stream.
    package func pack(_ list: PackingList) -> Packing { Packing(studio: self, list: list) }

    private static func withoutExtension(_ name: String) -> String {
        name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    }
}

/// A ZIP file piece by piece: each picture as it is stored, one open at a time; what is in memory does not grow with them.
///
/// Whether their owner's data may still be used is asked again for each. Where one is gone meanwhile the file breaks off, and no reader
/// takes it for whole.
package struct Packing: AsyncSequence, Sendable {
    let studio: Studio
    let list: PackingList

    package func makeAsyncIterator() -> Iterator {
        Iterator(studio: studio, lines: list.lines[...], owner: list.owner)
    }

    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let studio: Studio
        fileprivate var lines: ArraySlice<PackingList.Line>
        fileprivate let owner: SubjectID
        private var writer: ZipWriter?
        private var open: OpenedBlob.AsyncIterator?
        private var isOver = false

        fileprivate init(studio: Studio, lines: ArraySlice<PackingList.Line>, owner: SubjectID) {
            (self.studio, self.lines, self.owner) = (studio, lines, owner)
        }

        /// - Throws: `Problem` `image_damaged`, or whatever refuses the use of the owner's data.
        package mutating func next() async throws -> Data? {
            let writer = try self.writer ?? ZipWriter()
            self.writer = writer
            while !isOver {
                if let chunk = try await open?.next() {
                    try writer.append(chunk)
                } else if let line = lines.popFirst() {
                    try await begin(line, writer)
                } else {
                    try writer.finish()
                    isOver = true
                }
                let bytes = writer.take()
                if !bytes.isEmpty { return bytes }
            }
            return nil
        }

        private mutating func begin(_ line: PackingList.Line, _ writer: ZipWriter) async throws {
            try Task.checkCancellation()
            let permit = try await studio.gate.permit(ProvideService.self, for: owner)
            let form = StoredForm(of: line.image, atLeast: nil)
            guard let blob = try await studio.blobs.open(form.name, under: permit) else {
                throw Problem(.imageDamaged)
            }
            try writer.begin(line.path, storing: blob.size, at: line.image.madeAt)
            open = blob.makeAsyncIterator()
        }
    }
}
