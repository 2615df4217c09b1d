// swift-tools-version: 6.2
import PackageDescription

// The product's targets once more, seen through `Product/`, a link to the product's sources: their declarations
// are `package`, which another package cannot use, and product builds are never to compile the benchmarks.
let package = Package(
    name: "nano-banana-pro-benchmarks",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(
            url: "https://github.com/apple/swift-configuration",
            from: "1.4.0",
            traits: [.defaults, "YAML"]
        ),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: c() + platform() + features() + edges() + programs(),
    swiftLanguageModes: [.v6]
)

func c() -> [Target] {
    [
        .systemLibrary(name: "CVips", path: "Product/C/CVips", pkgConfig: "vips"),
        .systemLibrary(name: "CRsvg", path: "Product/C/CRsvg", pkgConfig: "librsvg-2.0"),
        .systemLibrary(name: "CZlib", path: "Product/C/CZlib", pkgConfig: "zlib"),
        .systemLibrary(name: "CSodium", path: "Product/C/CSodium", pkgConfig: "libsodium"),
        .systemLibrary(name: "CQRencode", path: "Product/C/CQRencode", pkgConfig: "libqrencode"),
        .target(
            name: "CImaging",
            dependencies: ["CVips"],
            path: "Product/C/CImaging",
            linkerSettings: [.linkedLibrary("heif")]
        ),
        .target(name: "CDrawing", dependencies: ["CRsvg"], path: "Product/C/CDrawing"),
    ]
}

func platform() -> [Target] {
    [
        .target(name: "Kernel", path: "Product/Kernel", swiftSettings: strict()),
        ours("Store", in: "Platform", uses: [.sqlite]),
        ours("Purposes", in: "Platform", uses: [.metrics]),
        ours("Telemetry", in: "Platform", uses: [.logging, .metrics]),
        ours("Vault", in: "Platform", uses: ["Store", "Purposes", .crypto]),
        ours(
            "Audit",
            in: "Platform",
            uses: ["Purposes", "Store", "Vault", .crypto, .logging, .metrics, .nioPosix]
        ),
        ours("CBOR", in: "Platform", uses: [.crypto, .cryptoExtras]),
        ours(
            "Mail",
            in: "Platform",
            uses: ["Purposes", "Queue", "Store", "Vault", .crypto, .cryptoExtras, .logging, .metrics]
                + [.mustache, .nioCore, .nioPosix, .nioSSL]
        ),
        ours("Blobs", in: "Platform", uses: ["Vault", "Purposes", .nioPosix]),
        ours("Queue", in: "Platform", uses: ["Store", .logging, .lifecycle]),
        ours("Imaging", in: "Platform", uses: ["CDrawing", "CImaging", .nioCore, .nioPosix]),
    ]
}

func features() -> [Target] {
    let studio: [Target.Dependency] = [
        "Billing", "Blobs", "Engines", "Imaging", "Purposes", "Queue", "Store", "Vault",
    ]
    return [
        ours(
            "Accounts",
            in: "Features",
            uses: ["CBOR", "CQRencode", "CSodium", "Mail", "Purposes", "Store", "Vault"]
                + [.crypto, .cryptoExtras, .nioPosix]
        ),
        ours("Billing", in: "Features", uses: ["Store"]),
        ours("Engines", in: "Features", uses: ["Store", "Imaging"]),
        ours("Studio", in: "Features", uses: studio + [.logging]),
        ours("Privacy", in: "Features", uses: ["Audit", "Blobs", "Purposes", "Queue", "Store", "Vault"]),
    ]
}

func edges() -> [Target] {
    let shown: [Target.Dependency] = [
        "Accounts", "Engines", "HTTPKit", "Imaging", "Purposes", "Studio", "Wire",
    ]
    let http: [Target.Dependency] = [.httpTypes, .hummingbird, .nioCore]
    return [
        ours("Wire", in: "Edges"),
        ours(
            "HTTPKit",
            in: "Edges",
            uses: ["Accounts", "Blobs", "Store", "Vault", .crypto, .logging, .lifecycle, .metrics]
                + [.hummingbirdCore, .hummingbirdHTTP2, .nioSSL, .nioTLS, .signals] + http
        ),
        ours("API", in: "Edges", uses: shown + ["Audit", "Blobs", "Privacy"] + http),
        ours(
            "Web",
            in: "Edges",
            uses: shown + ["API", "CZlib", "Privacy", .crypto, .logging, .mustache] + http
        ),
    ]
}

func programs() -> [Target] {
    let parts: [Target.Dependency] = [
        "API", "Accounts", "Audit", "Billing", "Blobs", "Engines", "HTTPKit", "Imaging", "Kernel", "Mail",
        "Privacy", "Purposes", "Queue", "Store", "Studio", "Telemetry", "Vault", "Web",
    ]
    return [
        .target(
            name: "App",
            dependencies: parts + [
                .configuration, .httpTypes, .hummingbird, .lifecycle, .logging, .nioCore, .nioPosix, .signals,
                .yams,
            ],
            path: "Product/App",
            swiftSettings: strict()
        ),
        .executableTarget(
            name: "nbp",
            dependencies: ["App", "Blobs", "Imaging", "Kernel", "Store", "Telemetry", .arguments],
            path: "Product/nbp",
            swiftSettings: strict()
        ),
        .executableTarget(
            name: "bench",
            dependencies: parts + ["App", .sqlite],
            path: "Sources/Bench",
            swiftSettings: strict()
        ),
    ]
}

func ours(_ name: String, in layer: String, uses more: [Target.Dependency] = []) -> Target {
    .target(
        name: name,
        dependencies: ["Kernel"] + more,
        path: "Product/\(layer)/\(name)",
        swiftSettings: strict()
    )
}

/// The product's settings.
func strict() -> [SwiftSetting] {
    [
        "ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility",
        "InferIsolatedConformances", "NonisolatedNonsendingByDefault", "ImmutableWeakCaptures",
    ].map { .enableUpcomingFeature($0) }
}

/// What others wrote.
extension Target.Dependency {
    static var arguments: Target.Dependency {
        .product(name: "ArgumentParser", package: "swift-argument-parser")
    }
    static var configuration: Target.Dependency {
        .product(name: "Configuration", package: "swift-configuration")
    }
    static var crypto: Target.Dependency { .product(name: "Crypto", package: "swift-crypto") }
    static var cryptoExtras: Target.Dependency { .product(name: "CryptoExtras", package: "swift-crypto") }
    static var hummingbirdCore: Target.Dependency {
        .product(name: "HummingbirdCore", package: "hummingbird")
    }
    static var hummingbirdHTTP2: Target.Dependency {
        .product(name: "HummingbirdHTTP2", package: "hummingbird")
    }
    static var httpTypes: Target.Dependency { .product(name: "HTTPTypes", package: "swift-http-types") }
    static var hummingbird: Target.Dependency { .product(name: "Hummingbird", package: "hummingbird") }
    static var lifecycle: Target.Dependency {
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    }
    static var logging: Target.Dependency { .product(name: "Logging", package: "swift-log") }
    static var metrics: Target.Dependency { .product(name: "Metrics", package: "swift-metrics") }
    static var mustache: Target.Dependency { .product(name: "Mustache", package: "swift-mustache") }
    static var nioCore: Target.Dependency { .product(name: "NIOCore", package: "swift-nio") }
    static var nioPosix: Target.Dependency { .product(name: "NIOPosix", package: "swift-nio") }
    static var nioSSL: Target.Dependency { .product(name: "NIOSSL", package: "swift-nio-ssl") }
    static var nioTLS: Target.Dependency { .product(name: "NIOTLS", package: "swift-nio") }
    static var signals: Target.Dependency {
        .product(name: "UnixSignals", package: "swift-service-lifecycle")
    }
    static var sqlite: Target.Dependency { .product(name: "GRDB", package: "GRDB.swift") }
    static var yams: Target.Dependency { .product(name: "Yams", package: "Yams") }
}
