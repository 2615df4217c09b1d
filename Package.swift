// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "nano-banana-pro",
    // Of the Swift client alone, which is the only thing here that runs on Apple's platforms.
    platforms: [.macOS(.v15), .iOS(.v18), .tvOS(.v18), .watchOS(.v11), .visionOS(.v2)],
    products: [.library(name: "NanoBananaPro", targets: ["NanoBananaPro"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
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
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: libraries() + sdk() + programs() + tests(),
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)

func libraries() -> [Target] {
    [
        .systemLibrary(
            name: "CVips",
            path: "Sources/C/CVips",
            pkgConfig: "vips",
            providers: [.apt(["libvips-dev"])]
        ),
        .systemLibrary(
            name: "CRsvg",
            path: "Sources/C/CRsvg",
            pkgConfig: "librsvg-2.0",
            providers: [.apt(["librsvg2-dev"])]
        ),
        .systemLibrary(
            name: "CPango",
            path: "Sources/C/CPango",
            pkgConfig: "pangoft2",
            providers: [.apt(["libpango1.0-dev"])]
        ),
        .systemLibrary(
            name: "CZlib",
            path: "Sources/C/CZlib",
            pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"])]
        ),
        .systemLibrary(
            name: "CSodium",
            path: "Sources/C/CSodium",
            pkgConfig: "libsodium",
            providers: [.apt(["libsodium-dev"])]
        ),
        .systemLibrary(
            name: "CQRencode",
            path: "Sources/C/CQRencode",
            pkgConfig: "libqrencode",
            providers: [.apt(["libqrencode-dev"])]
        ),
        .target(
            name: "CImaging",
            dependencies: ["CVips"],
            path: "Sources/C/CImaging",
            linkerSettings: [.linkedLibrary("heif"), .linkedLibrary("isal"), .linkedLibrary("m")]
        ),
        .target(
            name: "CArchive",
            path: "Sources/C/CArchive",
            linkerSettings: [.linkedLibrary("archive")]
        ),
        .target(name: "CChildren", path: "Sources/C/CChildren"),
        .target(name: "CDrawing", dependencies: ["CRsvg"], path: "Sources/C/CDrawing"),
        .target(
            name: "CNeural",
            path: "Sources/C/CNeural",
            // Debian's package without the whole of OpenCV has no pkg-config file.
            cxxSettings: [.unsafeFlags(["-I/usr/include/opencv4"])],
            linkerSettings: [.linkedLibrary("opencv_core"), .linkedLibrary("opencv_dnn")]
        ),
        .target(
            name: "CTypesetting",
            dependencies: ["CPango"],
            path: "Sources/C/CTypesetting",
            linkerSettings: [.linkedLibrary("pangoft2-1.0"), .linkedLibrary("fontconfig")]
        ),
        .target(
            name: "CTextures",
            path: "Sources/C/CTextures",
            // The loops over pixels are for the compiler to vectorise, in every build.
            cxxSettings: [.unsafeFlags(["-O3"])]
        ),
        .target(
            name: "CUpscaling",
            path: "Sources/C/CUpscaling",
            // As above.
            cxxSettings: [.unsafeFlags(["-O3"])],
            linkerSettings: [.linkedLibrary("dnnl"), .linkedLibrary("gomp")]
        ),
        .target(
            name: "CVision",
            path: "Sources/C/CVision",
            // As above.
            cxxSettings: [.unsafeFlags(["-I/usr/include/opencv4"])],
            linkerSettings: [
                .linkedLibrary("opencv_core"), .linkedLibrary("opencv_imgproc"),
                .linkedLibrary("opencv_photo"), .linkedLibrary("opencv_objdetect"),
            ]
        ),
        .target(name: "Kernel", path: "Sources/Kernel", swiftSettings: strict()),
        platform("Archive", uses: ["CArchive"]),
        platform("CBOR"),
        platform("Store", uses: [.product(name: "GRDB", package: "GRDB.swift")]),
        platform("Purposes", uses: [.product(name: "Metrics", package: "swift-metrics")]),
        platform(
            "Telemetry",
            uses: [
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
            ]
        ),
        platform("Vault", uses: ["Store", "Purposes", .product(name: "Crypto", package: "swift-crypto")]),
        platform(
            "Audit",
            uses: [
                "Purposes", "Store", "Vault", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        platform(
            "Blobs",
            uses: [
                "Vault", "Purposes", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        platform(
            "Queue",
            uses: [
                "Store", .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        platform(
            "Imaging",
            uses: [
                "CDrawing", "CImaging", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        platform(
            "Neural",
            uses: [
                "CNeural", "Imaging", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        platform("Textures", uses: ["CTextures", "Imaging"]),
        platform("Vision", uses: ["CVision", "Imaging"]),
        platform(
            "Provenance",
            uses: [
                "CBOR", "Imaging", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ]
        ),
        platform(
            "Upscaling",
            uses: [
                "CUpscaling", "Imaging", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        platform(
            "Typography",
            uses: [
                "CTypesetting", "Imaging", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        platform(
            "Mail",
            uses: [
                "Purposes", "Queue", "Store", "Vault",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
            ]
        ),
        platform(
            "Outbound",
            uses: [
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ]
        ),
        feature(
            "Accounts",
            uses: [
                "Audit", "CBOR", "CQRencode", "CSodium", "Mail", "Outbound", "Purposes", "Queue", "Vault",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        feature("Analytics", uses: [.product(name: "Crypto", package: "swift-crypto")]),
        feature("Billing"),
        .target(
            name: "Engines",
            dependencies: [
                "Imaging", "Kernel", "Store", "Textures", "Typography", "Upscaling", "Vision",
            ],
            path: "Sources/Features/Engines",
            // Targets of their own, so that the drawings are not built anew for a word to a provider.
            exclude: ["Gateways", "LocalModels"],
            // Its tests draw thousands of pictures: optimised in every build, they take a fraction of the time.
            swiftSettings: strict() + [.unsafeFlags(["-O"])]
        ),
        .target(
            name: "Gateways",
            dependencies: [
                .product(name: "Logging", package: "swift-log"),
                "Engines", "Imaging", "Kernel", "Outbound",
                .product(name: "Metrics", package: "swift-metrics"),
            ],
            path: "Sources/Features/Engines/Gateways",
            swiftSettings: strict()
        ),
        .target(
            name: "LocalModels",
            dependencies: [
                "CChildren", "Kernel", "Outbound", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            path: "Sources/Features/Engines/LocalModels",
            swiftSettings: strict()
        ),
        feature(
            "Studio",
            uses: [
                "Archive", "Billing", "Blobs", "Engines", "Imaging", "Provenance", "Purposes", "Queue",
                "Typography", "Vault",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        feature(
            "Moderation",
            uses: [
                "Audit", "Mail", "Purposes", "Vault", .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        feature(
            "Privacy",
            uses: [
                "Archive", "Audit", "Blobs", "Mail", "Outbound", "Purposes", "Queue", "Vault",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        feature(
            "Webhooks",
            uses: [
                "Mail", "Outbound", "Purposes", "Queue", "Vault",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        // Without the Kernel: it is a part of the Swift client, on platforms where nothing else here is built.
        .target(name: "Wire", path: "Sources/Edges/Wire", swiftSettings: strict()),
        edge(
            "API",
            uses: [
                "Accounts", "Analytics", "Audit", "Blobs", "Engines", "HTTPKit", "Imaging", "Moderation",
                "Outbound", "Privacy", "Provenance", "Purposes", "Queue", "Store", "Studio", "Telemetry",
                "Typography", "Webhooks", "Wire",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),
        edge(
            "Web",
            uses: [
                "Accounts", "Analytics", "API", "Audit", "CZlib", "Engines", "HTTPKit", "Imaging", "Mail",
                "Moderation",
                "Privacy", "Provenance", "Purposes", "Queue", "Studio", "Telemetry", "Webhooks", "Wire",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),
        edge(
            "HTTPKit",
            uses: [
                "Accounts", "Analytics", "Blobs", "Imaging", "Mail", "Moderation", "Privacy", "Provenance",
                "Store", "Studio", "Vault", "Webhooks",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdHTTP2", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),
    ]
}

/// What programs of others use; Apple's platforms bring their own networking and cryptography.
func sdk() -> [Target] {
    let elsewhere = TargetDependencyCondition.when(platforms: [.linux])
    return [
        .target(
            name: "NanoBananaPro",
            dependencies: [
                "Wire",
                .product(name: "AsyncHTTPClient", package: "async-http-client", condition: elsewhere),
                .product(name: "Crypto", package: "swift-crypto", condition: elsewhere),
                .product(name: "NIOCore", package: "swift-nio", condition: elsewhere),
                .product(name: "NIOHTTP1", package: "swift-nio", condition: elsewhere),
                .product(name: "NIOPosix", package: "swift-nio", condition: elsewhere),
            ],
            path: "Sources/SDK/NanoBananaPro",
            swiftSettings: strict()
        ),
        // The code of the client's documentation, so that it is compiled; a test compares the two.
        .target(
            name: "SDKExamples",
            dependencies: ["NanoBananaPro"],
            path: "Tests/SDKExamples",
            swiftSettings: strict()
        ),
    ]
}

func programs() -> [Target] {
    [
        .target(
            name: "App",
            dependencies: [
                "API", "Accounts", "Analytics", "Audit", "Billing", "Blobs", "Engines", "Gateways", "HTTPKit",
                "Imaging", "Kernel", "LocalModels",
                "Mail", "Moderation", "Neural", "Outbound",
                "Privacy", "Provenance", "Purposes", "Queue", "Store", "Studio", "Telemetry", "Typography",
                "Upscaling", "Vault", "Vision", "Web", "Webhooks", "Wire",
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ],
            path: "Sources/App",
            swiftSettings: strict()
        ),
        .executableTarget(
            name: "nbp",
            dependencies: [
                "App", "Blobs", "Imaging", "Kernel", "LocalModels", "NanoBananaPro", "Outbound", "Provenance",
                "Store", "Telemetry", "Wire",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/nbp",
            swiftSettings: strict()
        ),
        .target(
            name: "TestPort",
            dependencies: [
                "Accounts", "App", "Engines", "HTTPKit", "Imaging", "Kernel", "Mail", "Privacy", "Provenance",
                "Purposes", "Store",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            path: "Sources/TestPort",
            swiftSettings: strict()
        ),
        .executableTarget(
            name: "nbp-under-test",
            dependencies: ["App", "Telemetry", "TestPort"],
            path: "Sources/TestHost",
            swiftSettings: strict()
        ),
    ]
}

func tests() -> [Target] {
    [
        .target(
            name: "TestSupport",
            dependencies: [
                "Accounts", "Analytics", "Audit", "Billing", "Blobs", "Engines", "Imaging", "Kernel", "Mail",
                "Moderation", "Outbound", "Privacy", "Provenance", "Purposes",
                "Queue",
                "Store", "Studio", "Telemetry", "Typography", "Vault", "Webhooks",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            path: "Tests/TestSupport",
            swiftSettings: strict()
        ),
        test(
            "API",
            uses: [
                "Accounts", "Blobs", "Engines", "HTTPKit", "Imaging", "Moderation", "Outbound", "Store",
                "Studio", "Wire",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ]
        ),
        test(
            "Accounts",
            uses: [
                "Audit", "Billing", "Blobs", "CBOR", "Mail", "Outbound", "Privacy", "Purposes", "Queue",
                "Store", "Studio", "Vault",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]
        ),
        test(
            "Audit",
            uses: [
                "Privacy", "Purposes", "Queue", "Store", "Vault",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        test("Analytics", uses: ["Store"]),
        test("Archive"),
        test("Billing", uses: ["Store"]),
        test(
            "Blobs",
            uses: [
                "Purposes", "Vault", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        test("CBOR"),
        .testTarget(
            name: "ChaosTests",
            dependencies: [
                "Blobs", "Engines", "Gateways", "Imaging", "Kernel", "Outbound", "Provenance", "Queue",
                "Store",
                "Studio", "TestSupport", .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: plain()
        ),
        test(
            "Engines",
            uses: ["Imaging", "Textures", "Typography", "Upscaling", "Vision"],
            countsPixels: true
        ),
        test(
            "Gateways",
            uses: [
                "Engines", "Imaging", "Outbound", "Telemetry",
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
            ]
        ),
        test(
            "HTTPKit",
            uses: [
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]
        ),
        test("Imaging", uses: ["CImaging"], countsPixels: true),
        test("Kernel"),
        test(
            "LocalModels",
            uses: [
                "Kernel", "Outbound", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "ServiceLifecycleTestKit", package: "swift-service-lifecycle"),
            ]
        ),
        test(
            "Mail",
            uses: [
                "Privacy", "Purposes", "Queue", "Store", "Vault",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        test(
            "Moderation",
            uses: [
                "Audit", "Mail", "Purposes", "Store", "Studio", "Vault",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .testTarget(
            name: "NanoBananaProTests",
            dependencies: ["NanoBananaPro", "SDKExamples", "Wire"],
            swiftSettings: plain()
        ),
        test(
            "Neural",
            uses: ["Imaging", .product(name: "Crypto", package: "swift-crypto")],
            countsPixels: true
        ),
        test(
            "Outbound",
            uses: [
                "Telemetry", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ]
        ),
        test(
            "Privacy",
            uses: [
                "Accounts", "Archive", "Audit", "Blobs", "Mail", "Purposes", "Queue", "Store", "Studio",
                "Vault",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        test(
            "Provenance",
            uses: [
                "CBOR", "Imaging", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ],
            countsPixels: true
        ),
        test(
            "Purposes",
            uses: [
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
            ]
        ),
        test(
            "Queue",
            uses: [
                "Store", .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "ServiceLifecycleTestKit", package: "swift-service-lifecycle"),
            ]
        ),
        .testTarget(
            name: "SettingsTests",
            dependencies: [
                "Accounts", "App", "HTTPKit", "Kernel", "Mail", "Privacy", "Wire",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: plain()
        ),
        test("Store"),
        test(
            "Studio",
            uses: [
                "Blobs", "Engines", "Gateways", "Imaging", "Moderation", "Outbound", "Privacy", "Provenance",
                "Purposes", "Queue", "Store", "Typography", "Vault",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        test(
            "Telemetry",
            uses: [
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
            ]
        ),
        test("Textures", uses: ["CTextures", "Imaging"], countsPixels: true),
        test("Typography", uses: ["Imaging"], countsPixels: true),
        test(
            "Upscaling",
            uses: ["Imaging", .product(name: "Crypto", package: "swift-crypto")],
            countsPixels: true
        ),
        test("Vault", uses: ["Purposes", "Store"]),
        test("Vision", uses: ["Imaging"], countsPixels: true),
        test(
            "Web",
            uses: [
                "Accounts", "Analytics", "API", "Audit", "Blobs", "Engines", "HTTPKit", "Imaging", "Mail",
                "Moderation", "Privacy", "Provenance", "Purposes", "Store", "Studio", "Telemetry", "Webhooks",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),
        test(
            "Webhooks",
            uses: [
                "Accounts", "Mail", "Outbound", "Privacy", "Queue", "Store", "Studio",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
    ]
}

/// `countsPixels` is for tests that look at every pixel themselves.
func test(
    _ name: String,
    uses more: [Target.Dependency] = [],
    countsPixels: Bool = false
) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.target(name: name), "TestSupport"] + more,
        swiftSettings: countsPixels ? strict() : plain()
    )
}

/// What is tested is optimised; tests themselves compile in half of the time without it.
func plain() -> [SwiftSetting] { strict() + [.unsafeFlags(["-Onone"])] }

func platform(_ name: String, uses more: [Target.Dependency] = []) -> Target {
    .target(
        name: name,
        dependencies: ["Kernel"] + more,
        path: "Sources/Platform/\(name)",
        swiftSettings: strict()
    )
}

func feature(_ name: String, uses more: [Target.Dependency] = []) -> Target {
    .target(
        name: name,
        dependencies: ["Kernel", "Store"] + more,
        path: "Sources/Features/\(name)",
        swiftSettings: strict()
    )
}

func edge(_ name: String, uses more: [Target.Dependency] = []) -> Target {
    .target(
        name: name,
        dependencies: ["Kernel"] + more,
        path: "Sources/Edges/\(name)",
        swiftSettings: strict()
    )
}

/// Swift 6 with the upcoming features; in CI a warning is an error.
func strict() -> [SwiftSetting] {
    let features = [
        "ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility",
        "InferIsolatedConformances", "NonisolatedNonsendingByDefault", "ImmutableWeakCaptures",
    ]
    let inCI: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]
    return features.map { .enableUpcomingFeature($0) } + inCI
}
