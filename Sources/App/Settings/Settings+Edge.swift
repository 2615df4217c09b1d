import HTTPKit
import Kernel

/// How the server meets the network.
extension Settings {
    static func proxies(_ text: String) throws(Unfit) -> TrustedProxies {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let ranges = parts.compactMap { part in AddressRange(part.drop { $0 == " " }) }
        guard ranges.count == parts.count else { throw .kind }
        return TrustedProxies(ranges)
    }

    /// The files of https; both or none.
    static func certificateFiles(_ reader: inout SettingReader) async -> CertificateFiles? {
        let certificate = await reader.read(.tlsCertificate, path)
        let key = await reader.read(.tlsKey, path)
        switch (certificate, key) {
        case (let certificate?, let key?): return CertificateFiles(certificate: certificate, key: key)
        case (nil, nil): return nil
        case (_?, nil): reader.demandPair(.tlsKey, with: .tlsCertificate)
        case (nil, _?): reader.demandPair(.tlsCertificate, with: .tlsKey)
        }
        return nil
    }

    /// What goes together and what does not; said once every setting is read.
    static func checkEdge(_ reader: inout SettingReader, base: BaseURL, port: Int, redirectPort: Int?) {
        let isEncrypted = [SettingKey.tlsCertificate, .tlsKey].contains { reader.given[$0] != nil }
        if isEncrypted, !base.isSecure {
            reader.demand(.baseURL, because: "must begin with https:// while NBP_TLS_CERT is set")
        }
        guard let redirectPort else { return }
        if !base.isSecure {
            reader.demand(
                .redirectPort,
                because: "leads to the base URL, which must begin with https:// then"
            )
        }
        if redirectPort == port {
            reader.demand(.redirectPort, because: "must be another port than NBP_PORT")
        }
    }
}

extension SettingReader {
    /// Notes that one of two settings is missing that work only together.
    mutating func demandPair(_ missing: SettingKey, with given: SettingKey) {
        guard self.given[missing] == nil else { return }  // it is there, and at fault
        demand(missing, because: "is missing; \(given.variable) works only together with it")
    }
}
