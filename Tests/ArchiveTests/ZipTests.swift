import Archive
import Foundation
import Kernel
import TestSupport
import Testing

struct ZipTests {
    @Test func `files come back as they went`() throws {
        #expect(try ZippedFile.unzipped(ZippedFile.zipped()) == ZippedFile.samples)
    }

    @Test func `an archive without files is refused`() throws {
        #expect(throws: ArchiveRefusal.unreadable) { try ZippedFile.unzipped(ZippedFile.zipped([])) }
    }

    @Test func `what compresses is compressed, and pictures are not tried`() throws {
        let archive = try ZippedFile.zipped()
        #expect((100_000..<110_000).contains(archive.count))
    }

    @Test(arguments: [
        "../up", "/etc/passwd", "a/../../b", "a//b", "./a", "a/.", "C:/a", "a\\b", "", "a\u{0}b", "a/b/", "é",
        "a/b/c/d/e/f/g/h/i", String(repeating: "a", count: 256),
    ])
    func `a path that could lead elsewhere is none`(text: String) {
        #expect(ArchivePath(text) == nil)
    }

    @Test(arguments: HostileZip.allCases)
    func `hostile archives are refused before anything of them is read`(zip: HostileZip) throws {
        #expect(throws: zip.refusal) {
            _ = try ZippedFile.unzipped(zip.bytes(), zip.limits)
        }
    }

    @Test func `an archive with more files than the short form can count is read`() throws {
        let files = (0..<65_600).map { ZippedFile("\($0).txt", Data()) }
        let archive = try ZippedFile.zipped(files)
        let reader = try ZipReader(size: archive.count) { archive.dropFirst($0).prefix($1) }
        #expect(try reader.next() != nil)
    }

    @Test func `an archive that is read in short pieces is found whole`() throws {
        let archive = try ZippedFile.zipped()
        let reader = try ZipReader(size: archive.count) { [archive] offset, count in
            archive.dropFirst(offset).prefix(min(count, 1_000 - offset % 1_000))
        }
        var paths: [String] = []
        while let path = try reader.next() { paths.append(path.text) }
        #expect(paths == ZippedFile.samples.map(\.path))
    }

    @Test func `a cut archive is never taken for a whole one`() throws {
        let whole = try ZippedFile.zipped(Array(ZippedFile.samples.suffix(2)))
        for length in 0..<whole.count {
            let files = try? ZippedFile.unzipped(whole.prefix(length))
            #expect(files != Array(ZippedFile.samples.suffix(2)), "cut at \(length)")
        }
    }

    @Test func `a changed byte gives the same files, a refusal or a damaged file, never other bytes`() throws
    {
        let files = [ZippedFile("a.txt", Data("one two three".utf8)), ZippedFile("b.png", Data("four".utf8))]
        let whole = try ZippedFile.zipped(files)
        for place in whole.indices {
            var changed = whole
            changed[place] ^= 0x55
            guard let found = try? ZippedFile.unzipped(changed) else { continue }
            for file in found where files.contains(where: { $0.path == file.path }) {
                #expect(files.contains(file), "changed at \(place)")
            }
        }
    }

    @Test func `a damaged file leaves the others readable`() throws {
        var archive = try ZippedFile.zipped()
        let place = try #require(archive.range(of: ZippedFile.samples[1].bytes.prefix(64))).lowerBound
        archive[place + 1_000] ^= 1
        let reader = try ZipReader(size: archive.count) { [archive] in archive.dropFirst($0).prefix($1) }
        var (whole, damaged): ([String], [String]) = ([], [])
        while let path = try reader.next() {
            do {
                while try reader.read() != nil {}
                whole.append(path.text)
            } catch ArchiveRefusal.damagedFile {
                damaged.append(path.text)
            }
        }
        #expect(damaged == ["images/one.png"])
        #expect(whole == ["data/rows.json", "empty.txt", "README.txt"])
    }
}
