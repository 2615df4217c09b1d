import Foundation
import Glibc
import Kernel
import NIOSSL
import TestSupport
import Testing

@testable import HTTPKit

struct CertificateTests {
    /// In the middle of the certificates' time.
    private let time = TestClock(Timestamp(milliseconds: 1_900_000_000_000))
    private let folder: TempFolder

    init() throws {
        folder = try TempFolder()
    }

    private var files: CertificateFiles {
        CertificateFiles(
            certificate: folder.url.appending(path: "chain.pem"),
            key: folder.url.appending(path: "key.pem")
        )
    }

    private func write(_ certificate: String?, _ key: String?, mode: Int = 0o600) throws {
        if let certificate { try replace(files.certificate, certificate, mode: 0o644) }
        if let key { try replace(files.key, key, mode: mode) }
    }

    /// As tools do that renew certificates: beside, then in its place.
    private func replace(_ file: URL, _ text: String, mode: Int) throws {
        let beside = folder.url.appending(path: "new")
        try Data(text.utf8).write(to: beside)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: beside.path)
        try #require(rename(beside.path, file.path) == 0)
    }

    private func refusal() -> CertificateRefusal? {
        do throws(CertificateRefusal) {
            _ = try Certificate(files, clock: time.clock)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a certificate is served with the key that fits it`() throws {
        try write(Pairs.firstCertificate, Pairs.firstKey)
        let certificate = try Certificate(files, clock: time.clock)
        #expect(certificate.expiry > time.now)
        #expect(certificate.configuration.minimumTLSVersion == .tlsv12)
    }

    @Test func `what cannot be served refuses and says why`() throws {
        let (chain, key) = (files.certificate.path, files.key.path)
        #expect(refusal() == .missing(path: chain))
        try write(Pairs.firstCertificate, nil)
        #expect(refusal() == .missing(path: key))
        try write(nil, "nonsense")
        #expect(refusal() == .noKey(path: key))
        try write(nil, Pairs.lockedKey)
        #expect(refusal() == .noKey(path: key))
        try write(nil, Pairs.secondKey)
        #expect(refusal() == .misfit(certificate: chain, key: key))
        try write(nil, Pairs.firstKey, mode: 0o604)
        #expect(refusal() == .openKey(path: key))
        try write("nonsense", Pairs.firstKey)
        #expect(refusal() == .noCertificate(path: chain))
        try write(Pairs.firstKey, nil)
        #expect(refusal() == .noCertificate(path: chain))
        try FileManager.default.removeItem(at: files.certificate)
        try FileManager.default.createDirectory(at: files.certificate, withIntermediateDirectories: true)
        #expect(refusal() == .unreadable(path: chain))
    }

    @Test func `a certificate whose time is over or has not come refuses`() throws {
        try write(Pairs.firstCertificate, Pairs.firstKey)
        let expiry = try Certificate(files, clock: time.clock).expiry
        time.set(to: expiry)
        #expect(refusal() == .expired(path: files.certificate.path, since: expiry))
        time.set(to: Timestamp(milliseconds: 1_700_000_000_000))
        guard case .early = refusal() else { return #expect(refusal() == nil, "it is too early") }
    }

    @Test(arguments: [1, 100, 300, 500])
    func `a certificate cut short refuses`(length: Int) throws {
        try write(String(Pairs.firstCertificate.prefix(length)), Pairs.firstKey)
        #expect(refusal() == .noCertificate(path: files.certificate.path))
    }

    @Test func `new files are taken once both fit, and until then the earlier ones stay`() throws {
        try write(Pairs.firstCertificate, Pairs.firstKey)
        let certificate = try Certificate(files, clock: time.clock)
        guard case .none = certificate.reload() else { return #expect(Bool(false), "nothing changed") }
        try write(Pairs.secondCertificate, nil)
        guard case .refused(.misfit) = certificate.reload() else {
            return #expect(Bool(false), "half a change was taken")
        }
        guard case .none = certificate.reload() else { return #expect(Bool(false), "it complained twice") }
        try write(nil, Pairs.secondKey)
        guard case .renewed = certificate.reload() else { return #expect(Bool(false), "it was not renewed") }
    }

    @Test func `files that vanish change nothing`() throws {
        try write(Pairs.firstCertificate, Pairs.firstKey)
        let certificate = try Certificate(files, clock: time.clock)
        try FileManager.default.removeItem(at: files.key)
        guard case .refused(.missing) = certificate.reload() else {
            return #expect(Bool(false), "it went unnoticed")
        }
        #expect(certificate.expiry > time.now)
    }
}
