package import Engines

/// What a call used of each unit that providers charge by, failed calls included; without what it used nothing of.
///
/// It is in units and not in money: prices change, and a table of them by unit and model can be laid over it later.
package struct CallCost: Hashable, Sendable {
    package let amounts: [CostUnit: Int]

    package init(_ receipt: GatewayReceipt, isMade: Bool) {
        let usage = receipt.usage ?? GatewayUsage()
        let amounts: [CostUnit: Int] = [
            .pictures: isMade ? 1 : 0, .inputTokens: usage.input, .pictureTokens: usage.output,
            .textTokens: usage.text,
        ]
        self.amounts = amounts.filter { $0.value > 0 }
    }
}
