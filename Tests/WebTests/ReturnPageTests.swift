import HTTPKit
import Kernel
import Testing

@testable import Web

struct ReturnPageTests {
    @Test(
        arguments: [
            ("/gallery", "/gallery"), ("/zh-Hant/gallery", "/zh-Hant/gallery"),
            ("/zh-TW/models/", "/zh-Hant/models"),
            ("/", "/"), ("/zh-Hant", "/zh-Hant/"),
        ]
    )
    func `a page of ours is come back to`(text: String, path: String) {
        #expect(ReturnPage(text, otherwise: .english).path == path)
    }

    @Test(
        arguments: [
            "", "gallery", "https://evil.example", "//evil.example", "///evil.example", "/\\evil.example",
            "\\\\evil.example", "/%2F/evil.example", "//evil.example/gallery", "/gallery//evil.example",
            "/gallery\r\nLocation: https://evil.example", "/gallery?next=https://evil.example", "/gallery#x",
            "javascript:alert(1)", "/gallery@evil.example", "http:/gallery", "/\tgallery", "/../gallery",
            "/api/jobs",
        ]
    )
    func `whatever else it says, the studio is`(text: String) {
        #expect(ReturnPage(text, otherwise: .traditionalChinese).path == "/zh-Hant/")
    }

    @Test func `without a word it is the studio`() {
        #expect(ReturnPage(nil, otherwise: .english).path == "/")
        #expect(ReturnPage(.gallery, in: .traditionalChinese).path == "/zh-Hant/gallery")
    }

    @Test func `no text of any bytes leads off the site`() {
        let parts = [
            "/", "//", "\\", "evil.example", "gallery", "zh-TW", "?", "#", "@", ":", "%2f", "\r\n", " ", ".",
        ]
        for first in parts {
            for second in parts {
                for third in parts {
                    let path = ReturnPage(first + second + third, otherwise: .english).path
                    #expect(["/", "/gallery", "/zh-Hant/", "/zh-Hant/gallery"].contains(path))
                }
            }
        }
    }
}
