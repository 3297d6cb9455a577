/// The six equivalence classes that a CVSS v4.0 vector falls into (section 8.2) and the score of their most severe vector.
struct MacroVector: Equatable {
    /// EQ1 to EQ6; 0 is the most severe.
    var levels: [Int]

    /// The score in tenths (the specification's table of 270 scores); nothing where the classes exclude each other.
    var tenths: Int? {
        let limits = [3, 2, 3, 3, 3, 2]
        guard levels.indices.allSatisfy({ (0..<limits[$0]).contains(levels[$0]) }) else { return nil }
        let row = Self.scores[levels[0] * 2 + levels[1]]
        let score = row[((levels[2] * 2 + levels[5]) * 3 + levels[3]) * 3 + levels[4]]
        return score < 0 ? nil : Int(score)
    }

    /// A row for each EQ1 and EQ2; in it EQ3, EQ6, EQ4 and EQ5, the last fastest; EQ3 of 2 excludes EQ6 of 0.
    private static let scores: [[Int8]] = [
        [
            100, 98, 95, 100, 93, 91, 93, 89, 81,
            99, 95, 92, 96, 87, 81, 90, 80, 68,
            98, 95, 90, 93, 89, 81, 88, 78, 69,
            95, 92, 84, 92, 81, 65, 80, 70, 48,
            -1, -1, -1, -1, -1, -1, -1, -1, -1,
            92, 82, 72, 79, 69, 50, 69, 55, 27,
        ],
        [
            99, 95, 92, 95, 90, 84, 92, 82, 72,
            97, 92, 85, 91, 83, 71, 81, 71, 53,
            95, 92, 85, 92, 80, 70, 84, 71, 50,
            93, 85, 73, 82, 72, 59, 70, 52, 30,
            -1, -1, -1, -1, -1, -1, -1, -1, -1,
            86, 75, 52, 71, 52, 29, 63, 29, 17,
        ],
        [
            98, 94, 91, 94, 86, 77, 87, 74, 63,
            95, 87, 81, 89, 74, 64, 75, 63, 49,
            94, 88, 76, 86, 74, 59, 72, 57, 52,
            89, 77, 67, 76, 58, 50, 57, 52, 25,
            -1, -1, -1, -1, -1, -1, -1, -1, -1,
            83, 70, 54, 65, 58, 26, 53, 21, 13,
        ],
        [
            95, 88, 76, 90, 75, 61, 77, 68, 52,
            90, 76, 70, 77, 62, 53, 66, 59, 30,
            89, 76, 62, 74, 57, 47, 61, 57, 24,
            78, 67, 58, 59, 57, 23, 52, 29, 16,
            -1, -1, -1, -1, -1, -1, -1, -1, -1,
            71, 59, 30, 58, 26, 15, 23, 13, 6,
        ],
        [
            93, 86, 75, 86, 74, 56, 70, 52, 40,
            87, 72, 58, 74, 61, 34, 54, 40, 22,
            85, 74, 62, 72, 55, 46, 53, 34, 19,
            75, 55, 51, 57, 41, 19, 36, 19, 8,
            -1, -1, -1, -1, -1, -1, -1, -1, -1,
            64, 51, 20, 47, 21, 11, 24, 9, 4,
        ],
        [
            88, 73, 60, 73, 59, 41, 54, 45, 20,
            75, 53, 50, 55, 40, 20, 43, 22, 11,
            75, 58, 40, 61, 48, 20, 46, 17, 8,
            55, 45, 21, 51, 18, 9, 18, 7, 2,
            -1, -1, -1, -1, -1, -1, -1, -1, -1,
            53, 24, 14, 24, 12, 5, 10, 3, 1,
        ],
    ]
}
