package import Kernel
package import Privacy

/// What the policy's page tells, each from where it is decided.
package struct PolicyFacts: Sendable {
    let rules: [RetentionRule]
    /// How long backups stay; nil where there are none.
    let backups: Period?
    let operatorName: String?
    let operatorAddress: String?
    let contact: EmailAddress?
    /// Outside parties of the egress register.
    let recipients: [String]
    /// Whether mails leave through a server that is not this one.
    let hasMailServer: Bool
    let hasProviders: Bool
    /// Whether every model that is offered draws on this server.
    let isDrawnHere: Bool

    package init(
        rules: [RetentionRule],
        backups: Period? = nil,
        operatorName: String? = nil,
        operatorAddress: String? = nil,
        contact: EmailAddress? = nil,
        recipients: [String] = [],
        hasMailServer: Bool = false,
        hasProviders: Bool = false,
        isDrawnHere: Bool = true
    ) {
        self.rules = rules
        self.backups = backups
        self.operatorName = operatorName
        self.operatorAddress = operatorAddress
        self.contact = contact
        self.recipients = recipients
        self.hasMailServer = hasMailServer
        self.hasProviders = hasProviders
        self.isDrawnHere = isDrawnHere
    }
}
