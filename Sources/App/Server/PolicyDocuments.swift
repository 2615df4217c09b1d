import Engines
import FoundationEssentials
import HTTPKit
import Kernel
import Outbound
import Privacy
import Studio
import Vault
import Web
import Yams

/// What is told of people's data, derived from what the installation declares and runs by.
struct PolicyDocuments: Sendable {
    /// `/datamap.yml`.
    let dataMap: Data
    /// What `/privacy` tells.
    let facts: PolicyFacts

    /// - Throws: the encoder's error; what it gets always encodes.
    init(_ core: Core, _ settings: Settings) throws {
        let recipients = core.outbound.policy.register.processors
        let map = DataMap(
            DataMapSource(
                tables: Core.inventory,
                keyTables: KeyRing.inventory,
                files: Core.files,
                cookies: RegisteredCookie.allCases.map {
                    DataMapSource.Cookie($0, isSecure: settings.baseURL.isSecure)
                },
                recipients: recipients.map(DataMapSource.Recipient.init),
                plan: core.sweeper.plan,
                operator: DataMapSource.Operator(
                    name: settings.contact.name,
                    address: settings.contact.address,
                    email: settings.contact.email?.text,
                    base: "\(settings.baseURL)"
                )
            )
        )
        dataMap = Data(try YAMLEncoder().encode(map).utf8)
        facts = PolicyFacts(
            rules: core.sweeper.plan.rules,
            backups: BackupShelf.period,
            operatorName: settings.contact.name,
            operatorAddress: settings.contact.address,
            contact: settings.contact.email,
            recipients: recipients.map(\.id.text),
            hasMailServer: settings.mail.server != nil,
            hasProviders: !settings.openID.isEmpty,
            isDrawnHere: core.studio.offeredModels.allSatisfy(\.staysHere)
        )
    }
}

extension DataMapSource.Cookie {
    fileprivate init(_ cookie: RegisteredCookie, isSecure: Bool) {
        self.init(
            name: cookie.name(isSecure: isSecure),
            lifetime: cookie.lifetime,
            category: cookie.dataCategory,
            purpose: cookie.dataPurpose
        )
    }
}

extension DataMapSource.Recipient {
    fileprivate init(_ row: Processor) {
        self.init(
            id: row.id.text,
            country: row.country,
            fields: Array(row.fields),
            mechanism: row.safeguard?.mechanism
        )
    }
}
