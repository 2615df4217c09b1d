package import Kernel

extension OneTimeSecret {
    /// The `otpauth:` address that an authenticator app scans or opens.
    ///
    /// The issuer is who asks for the codes, so this site's name; the account is how a person tells theirs there apart.
    package func address(issuer: String, account: String) -> Secret {
        let (issuer, account) = (Self.escaped(issuer), Self.escaped(account))
        return Secret(
            "otpauth://totp/\(issuer):\(account)?secret=\(base32.reveal())&issuer=\(issuer)"
                + "&algorithm=SHA1&digits=\(Self.digits)&period=\(Self.period.components.seconds)"
        )
    }

    /// Everything but RFC 3986's unreserved characters as the bytes it consists of.
    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let sign = Unicode.Scalar(byte)
            let isPlain =
                sign.isASCII && (sign.properties.isAlphabetic || "0123456789-._~".contains(Character(sign)))
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain ? String(sign) : "%" + (digits.count < 2 ? "0" : "") + digits
        }
        .joined()
    }
}
