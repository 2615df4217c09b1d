extension SampleRequest {
    var swift: CodeSample {
        var lines = [
            "import Foundation", "#if canImport(FoundationNetworking)", "import FoundationNetworking",
            "#endif",
            "", "var request = URLRequest(url: URL(string: \(Literal.quoted(url)))!)",
        ]
        if method != "GET" { lines.append("request.httpMethod = \"\(method)\"") }
        switch access {
        case .key:
            lines.append(#"let key = ProcessInfo.processInfo.environment["NBP_KEY"] ?? """#)
            lines.append(#"request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization")"#)
        case .cookie(let name):
            lines.append(#"let session = ProcessInfo.processInfo.environment["NBP_SESSION"] ?? """#)
            lines.append("request.setValue(\"\(name)=\\(session)\", forHTTPHeaderField: \"Cookie\")")
        case .nobody: break
        }
        lines += headers.map {
            "request.setValue(\(Literal.quoted($0.value)), forHTTPHeaderField: \(Literal.quoted($0.name)))"
        }
        lines += bodyLines + answerLines
        return CodeSample(language: .swift, code: lines.joined(separator: "\n"))
    }

    private var bodyLines: [String] {
        switch body {
        case .json(let value):
            [
                #"request.setValue("application/json", forHTTPHeaderField: "Content-Type")"#,
                "request.httpBody = Data(", "    #\"\"\"", indented(Literal.json.text(of: value)),
                "    \"\"\"#.utf8", ")",
            ]
        // One picture may be the whole body, which needs no form.
        case .form, .file:
            [
                "request.setValue(\"\(body?.media ?? "image/png")\", forHTTPHeaderField: \"Content-Type\")",
                "request.httpBody = try Data(contentsOf: URL(filePath: \"\(body?.file ?? "")\"))",
            ]
        case nil: []
        }
    }

    private var answerLines: [String] {
        let ask = "let (data, answer) = try await URLSession.shared.data(for: request)"
        let check = [
            "guard let answer = answer as? HTTPURLResponse, answer.statusCode < 300 else {",
            "    fatalError(String(decoding: data, as: UTF8.self))", "}",
        ]
        return switch answer {
        case .json, .text: ["", ask] + check + ["print(String(decoding: data, as: UTF8.self))"]
        case .file(let name): ["", ask] + check + ["try data.write(to: URL(filePath: \"\(name)\"))"]
        // Line by line where the platform can: everywhere but on Linux.
        case .events:
            [
                "", "let (lines, answer) = try await URLSession.shared.bytes(for: request)",
                "guard let answer = answer as? HTTPURLResponse, answer.statusCode < 300 else {",
                "    fatalError(\"\\(answer)\")", "}",
                "for try await line in lines.lines { print(line) }",
            ]
        case .nothing: ["", ask] + check + ["print(answer.statusCode)"]
        }
    }

    private func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
            .joined(separator: "\n")
    }
}
