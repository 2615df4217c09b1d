package import FoundationEssentials
import Kernel
import Provenance

/// The two files, in PEM, that the operator wants content credentials signed with.
package struct SigningFiles: Hashable, Sendable {
    package let certificate: URL
    package let key: URL

    /// Nil unless both are given.
    init?(_ reader: inout SettingReader) async {
        let certificate = await reader.read(.signingCertificate, Settings.path)
        let key = await reader.read(.signingKey, Settings.path)
        guard let certificate, let key else {
            if certificate != nil { reader.demandPair(.signingKey, with: .signingCertificate) }
            if key != nil { reader.demandPair(.signingCertificate, with: .signingKey) }
            return nil
        }
        self.certificate = certificate
        self.key = key
    }
}

extension Settings {
    /// What pictures are signed with: the operator's own, else what the folder holds or is given now.
    /// - Throws: `CredentialsRefusal`.
    func credentials(in folder: CredentialsFolder, _ ambience: Ambience) throws -> Credentials {
        let now = ambience.clock.now()
        guard let signing else { return try folder.credentials(at: now, ambience.randomness) }
        return try Credentials(chain: signing.certificate, key: signing.key, at: now)
    }
}
