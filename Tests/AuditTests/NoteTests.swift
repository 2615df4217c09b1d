import Crypto
import Foundation
import Testing

@testable import Audit

/// Reading checkpoints back.
struct NoteTests {
    private let signer: NoteSigner
    private let note: SignedNote

    init() throws {
        signer = NoteSigner(name: "studio.example/audit", key: .init())
        note = try signer.sign(TreeHead(size: 12, root: ReferenceTree.sample(12).root))
    }

    private func read(_ text: some StringProtocol) -> NoteClaim? {
        let lines = String(text).split(separator: "\n", omittingEmptySubsequences: false)
        return NoteClaim(lines: lines.last == "" ? lines.dropLast() : lines)
    }

    @Test func `what was signed is read and verifies`() throws {
        let claim = try #require(read(note.text))
        #expect(claim.head == note.head)
        #expect(signer.verifier.verifies(claim))
    }

    @Test func `what another key signed does not verify`() throws {
        let other = NoteSigner(name: "studio.example/audit", key: Curve25519.Signing.PrivateKey())
        let claim = try #require(read(other.sign(note.head).text))
        #expect(!signer.verifier.verifies(claim))
    }

    @Test func `what our key signed under an earlier name verifies`() throws {
        let key = Curve25519.Signing.PrivateKey()
        let (old, new) = (
            NoteSigner(name: "localhost/audit", key: key), NoteSigner(name: "b/audit", key: key)
        )
        let claim = try #require(read(old.sign(note.head).text))
        #expect(new.verifier.verifies(claim))
    }

    @Test func `a note that was cut anywhere is no note`() {
        for count in 0..<(note.text.count - 1) {
            #expect(read(note.text.prefix(count)) == nil)
        }
    }

    @Test func `a note of which any character was changed is none, or does not verify`() {
        for place in note.text.indices.dropLast() {
            var text = note.text
            text.replaceSubrange(place...place, with: text[place] == "A" ? "B" : "A")
            guard let claim = read(text) else { continue }
            // Base64 has bits to spare at the end of a signature; they change nothing.
            #expect(!signer.verifier.verifies(claim) || claim.head == note.head)
        }
    }
}
