import Crypto
import Foundation
import Kernel
import Testing

@testable import Audit

/// Fixed values that other implementations made.
struct VectorTests {
    private let letters = ["a", "b", "c", "d", "e"].map { Data($0.utf8) }
    private let grown: GrownTree
    private let signer: NoteSigner

    init() throws {
        grown = GrownTree(letters)
        signer = NoteSigner(name: "nbp.example/audit", key: try .init(rawRepresentation: Data(0..<32)))
    }

    private static let roots = [
        (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (1, "022a6979e6dab7aa5ae4c3e5e45f7e977112a7e63593820dbec1ec738a24f93c"),
        (2, "b137985ff484fb600db93107c77b0365c80d78f5b429ded0fd97361d077999eb"),
        (3, "36642e73c2540ab121e3a6bf9545b0a24982cd830eb13d3cd19de3ce6c021ec1"),
        (5, "fe14a5426fbd70c0fa73f52342afed0da0bd23c4838662ccf6b88a3070ead97b"),
    ]

    @Test(arguments: roots)
    func `the roots are those of RFC 6962`(size: Int, root: String) throws {
        #expect(try grown.tree(of: size).root().hexadecimal == root)
    }

    @Test func `the inclusion path is that of RFC 6962`() throws {
        #expect(
            try grown.tree(of: 5).inclusion(of: 2).map(\.hexadecimal) == [
                "d070dc5b8da9aea7dc0f5ad4c29d89965200059c9a0ceca3abd5da2492dcb71d",
                "b137985ff484fb600db93107c77b0365c80d78f5b429ded0fd97361d077999eb",
                "2824a7ccda2caa720c85c9fba1e8b5b735eecfdb03878e4f8dfe6c3625030bc4",
            ]
        )
    }

    @Test func `the consistency proof is that of RFC 6962`() throws {
        #expect(
            try grown.tree(of: 5).consistency(from: 3).map(\.hexadecimal) == [
                "597fcb31282d34654c200d3418fca5705c648ebf326ec73d8ddef11841f876d8",
                "d070dc5b8da9aea7dc0f5ad4c29d89965200059c9a0ceca3abd5da2492dcb71d",
                "b137985ff484fb600db93107c77b0365c80d78f5b429ded0fd97361d077999eb",
                "2824a7ccda2caa720c85c9fba1e8b5b735eecfdb03878e4f8dfe6c3625030bc4",
            ]
        )
    }

    @Test func `the checkpoint is a C2SP signed note`() throws {
        let note = try signer.sign(TreeHead(size: 5, root: grown.edge.root))
        #expect(
            note.text == """
                nbp.example/audit
                5
                /hSlQm+9cMD6c/UjQq/tDaC9I8SDhmLM9riKMHDq2Xs=

                \u{2014} nbp.example/audit GXqj9jRcNDi3jOWnc7jazlbhGUgoBxh/7BXSAxf3BO8ft+jHuY76tWOQZK/YkPa8SDZzLkywkRsumypkb8motM2FBwQ=

                """
        )
    }

    @Test func `the verifier key is C2SP's`() {
        #expect(
            signer.verifierKey == "nbp.example/audit+197aa3f6+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
        )
    }

    @Test func `a leaf's bytes are canonical JSON`() {
        let leaf = AuditLeaf(
            type: "erasure",
            at: .init(milliseconds: 1_795_456_800_042),
            subjectRef: Data([0, 0xAB]),
            commitment: Data([0xFF])
        )
        #expect(
            String(decoding: leaf.canonical, as: UTF8.self)
                == #"{"at":"2026-11-23T18:00:00.042Z","commitment":"ff","subject_ref":"00ab","type":"erasure"}"#
        )
    }

    @Test func `details are canonical JSON, and read back as they were`() {
        let details: AuditDetails = [.what: "a\"\\\u{8}\t\n\u{C}\r\u{1}\u{7F}/é漢🍌", .reason: ""]
        let text = #"{"reason":"","what":"a\"\\\b\t\n\f\r\u0001"# + "\u{7F}/é漢🍌\"}"
        #expect(String(decoding: details.canonical, as: UTF8.self) == text)
        #expect(AuditDetails(canonical: details.canonical) == details)
        #expect(AuditDetails(canonical: Data(#"{"who":"me"}"#.utf8)) == nil)
    }
}
