package import Kernel

/// Says in a picture's file what made it, so that nobody can change the one without the other, and reads it back.
///
/// What is said: the kind of making (IPTC's digital source type) as unsigned XMP and, in PNG, JPEG and WebP, as signed content
/// credentials (C2PA 2). Never who, from which words, or when. Where a provider made the picture, its own credentials stay in the
/// file, as an ingredient of ours.
package struct Provenance: Sendable {
    package var maker: Maker
    let credentials: Credentials
    /// Every root that pictures were ever signed under here.
    package let roots: [TrustedRoot]
    /// Every certificate that pictures were ever signed with here; without any, all that the roots vouch for.
    let signers: Set<Signer>
    let clock: Clock
    let randomness: Randomness

    package init(
        maker: Maker,
        credentials: Credentials,
        roots: [TrustedRoot],
        signers: Set<Signer> = [],
        clock: Clock,
        randomness: Randomness
    ) {
        self.maker = maker
        self.credentials = credentials
        self.roots = roots
        self.signers = signers
        self.clock = clock
        self.randomness = randomness
    }
}
