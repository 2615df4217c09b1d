import Crypto
import Foundation
import Kernel
import SwiftASN1
import TestSupport
import Testing
import X509

@testable import Provenance

struct CredentialsTests {
    let folder: TempFolder
    let clock = TestClock()

    init() throws {
        folder = try TempFolder()
    }

    private func opened() throws -> Credentials {
        try CredentialsFolder(folder["keys"]).credentials(at: clock.now, .system)
    }

    @Test func `the first start makes a root and a certificate, which stay`() throws {
        let first = try opened()
        #expect(try opened().certificates == first.certificates)
        let mode = try FileManager.default.attributesOfItem(atPath: folder["keys/credentials.pem"].path)
        #expect(mode[.posixPermissions] as? Int == 0o600)
        let (leaf, root) = (first.chain[0], first.chain[1])
        #expect(root.notValidAfter.timeIntervalSince(clock.now.date) == 20 * 365 * 86_400)
        #expect(leaf.notValidAfter.timeIntervalSince(clock.now.date) == 10 * 365 * 86_400)
        #expect(leaf.issuer == root.subject)
        #expect(root.publicKey.isValidSignature(leaf.signature, for: leaf))
    }

    @Test func `a certificate is replaced well before its end, under the same root while that lasts`() throws
    {
        let first = try opened()
        clock.advance(by: .days(5 * 365 + 1))
        let second = try opened()
        #expect(second.certificates[0] != first.certificates[0])
        #expect(second.root == first.root)
        clock.advance(by: .days(5 * 365 + 1))
        #expect(try opened().root != first.root)
    }

    @Test func `every root that was ever signed under stays known`() throws {
        let places = CredentialsFolder(folder["keys"])
        let roots = try (0..<3).map { _ in try Credentials.temporary(at: clock.now, .system).root }
        for root in roots { _ = try places.roots(with: root) }
        #expect(try Set(places.roots(with: roots[0])) == Set(roots))
        #expect(try places.knownRoots().count == 3)
    }

    @Test func `a file that is not as it was written is refused`() throws {
        _ = try opened()
        let file = folder["keys/credentials.pem"]
        let text = try String(contentsOf: file, encoding: .utf8)
        for damaged in ["", "x", String(text.dropLast(80)), text + text] {
            try damaged.write(to: file, atomically: false, encoding: .utf8)
            #expect(throws: CredentialsRefusal.damaged(path: file.path)) { try opened() }
        }
    }

    @Test func `a file that everybody may read is refused`() throws {
        _ = try opened()
        let file = folder["keys/credentials.pem"]
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
        #expect(throws: CredentialsRefusal.openKey(path: file.path)) { try opened() }
    }
}
