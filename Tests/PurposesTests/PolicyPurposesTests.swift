import Kernel
import Purposes
import Testing

struct PolicyPurposesTests {
    @Test(arguments: ["sales", "marketing.advertising.third_party"])
    func `selling data and advertising for others cannot be registered`(use: String) {
        let purpose = PurposeDefinition(key: "sell", basis: .consent, dataUse: use)
        #expect(throws: PurposeRefusal.forbiddenUse(purpose: "sell")) {
            try PolicyPurposes([ProvideService.definition, purpose])
        }
    }

    @Test func `a purpose has exactly one basis`() {
        let other = PurposeDefinition(key: "provide_service", basis: .consent, dataUse: "essential.service")
        #expect(throws: PurposeRefusal.registeredTwice(purpose: "provide_service")) {
            try PolicyPurposes([ProvideService.definition, other])
        }
    }

    @Test func `a purpose comes from the sentence that names it, else from that of its basis`() {
        #expect(MeasureUsage.definition.on(.legitimateInterests).clause == .statistics)
        #expect(ProvideService.definition.clause == .contract)
        #expect(ProvideService.definition.on(.consent).clause == .consent)
    }

    @Test func `a legitimate interest that nobody has balanced cannot be registered`() {
        #expect(throws: PurposeRefusal.notBalanced(purpose: "secure_service")) {
            try PolicyPurposes([SecureService.definition])
        }
    }

    @Test(arguments: [
        (PurposeRefusal.forbiddenUse(purpose: "sell"), "purpose_forbidden: "),
        (.registeredTwice(purpose: "sell"), "no_basis: "), (.notBalanced(purpose: "sell"), "no_basis: "),
    ])
    func `a refusal begins with its code and names the purpose`(refusal: PurposeRefusal, code: String) {
        #expect(refusal.description.hasPrefix(code))
        #expect(refusal.description.contains("sell"))
    }

    @Test func `only a legitimate interest can be objected to`() {
        #expect(SecureService.definition.canBeObjectedTo)
        #expect(!ProvideService.definition.canBeObjectedTo)
        #expect(!HonourRights.definition.canBeObjectedTo)
    }
}
