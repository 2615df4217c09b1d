package import Kernel

extension RegisteredCookie {
    /// What it holds, for the data map and the policy's page.
    package var dataCategory: DataCategory {
        switch self {
        case .theme: .settings
        case .language: .language
        case .ageBlock: .age
        case .consent: .privacyChoice
        case .visitor, .session, .secondStep, .device, .openID, .newcomer: .cookie
        }
    }

    /// What it is for.
    package var dataPurpose: PurposeDefinition {
        switch self {
        case .visitor, .theme, .language: ProvideService.definition
        case .session, .secondStep, .device: SecureService.definition
        case .openID, .newcomer: ManageAccount.definition
        case .ageBlock: ProtectChildren.definition
        case .consent: HonourRights.definition
        }
    }
}
