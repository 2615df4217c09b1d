package import Kernel

/// What a new password must be (ASVS 5.0, 6.2): long enough, not one that everybody tries first, and not merely our
/// name, the operator's or its owner's address.
///
/// There are no rules of composition: any signs will do.
package struct PasswordRules: Sendable {
    package static let leastScalars = 12

    private let common: CommonPasswords
    private let names: ContextWords

    /// - Parameters:
    ///   - common: the passwords that everybody tries first.
    ///   - names: the product's and the operator's.
    package init(common: CommonPasswords, names: [String]) {
        self.common = common
        self.names = ContextWords(names)
    }

    /// Lets a good password pass for the account of an address.
    /// - Throws: `Problem` with the first fault.
    package func judge(_ password: Password, for address: EmailAddress?) throws(Problem) {
        guard password.text.unicodeScalars.count >= Self.leastScalars else {
            throw Problem(.passwordTooShort, field: "password", ["least": "\(Self.leastScalars)"])
        }
        guard !isCommon(password.text) else { throw Problem(.passwordTooCommon, field: "password") }
        let localPart = address.flatMap { $0.text.split(separator: "@").first.map(String.init) }
        guard !names.adding(localPart.map { [$0] } ?? []).makeUp(password.text) else {
            throw Problem(.passwordObvious, field: "password")
        }
    }

    /// Whether the list has it as typed, in lower case, without the digits at its end, or as what it repeats; or hardly
    /// anything is repeated.
    private func isCommon(_ text: String) -> Bool {
        let folded = text.lowercased()
        let forms = [text, folded, folded.withoutFinalDigits]
        let parts = forms.map(\.repeatedPart)
        return (forms + parts).contains { common.contains($0) }
            || parts.contains { $0.unicodeScalars.count < 4 }
    }
}

extension String {
    /// What is left without digits at the end; itself where hardly anything would be.
    fileprivate var withoutFinalDigits: String {
        let digits = reversed().prefix { $0.isASCII && $0.isNumber }.count
        return count - digits >= 4 ? String(dropLast(digits)) : self
    }

    /// The shortest text that this one repeats throughout; itself if it is none.
    fileprivate var repeatedPart: String {
        let bytes = Array(utf8)
        let period = (1..<max(bytes.count, 2)).first { period in
            bytes.count.isMultiple(of: period)
                && bytes.dropFirst(period).elementsEqual(bytes.dropLast(period))
        }
        return String(decoding: bytes.prefix(period ?? bytes.count), as: UTF8.self)
    }
}
