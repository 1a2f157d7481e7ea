extension Passphrase {
    /// Of the 10,000 passwords that leaked most often, those that are long enough to be typed here, and the most obvious
    /// ways to make a shorter one long; in lower case, blanks left out (S-34).
    static let common = Set(
        """
        112233445566 123456654321 123456789012 1234567890123 12345678901234 123456789012345 1234567890123456
        123456789123 123456789987654321 123456789abc 123456789qwe 123456789qwerty 123456qwerty 123qweasdzxc 1q2w3e4r5t6y
        1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qazxsw23edc 23176djivanfros admin18533362 adminadmin123 administrator
        businessbabe changemechangeme chickenwing101 contortionist correcthorsebatterystaple counterstrike dkflbvbhjdbx
        dkflbvbhjdyf domainlock2005 finalfantasy fkmnthyfnbdf flvbybcnhfnjh gfhjkmgfhjkm ghbdtnrfrltkf ghhh47hj7649
        ghjcnjgfhjkm ghjcnjghjcnj hd764nw5d7e1vb1 iloveyouiloveyou justinbieber leavemealone letmeinletmein
        mailcreated5240 masterbaiting masterbating masturbation maurolarastefy momsanaladventure needforspeed
        newproject2004 password12345 password123456 passwordpassword polniypizdec0211 pornographic q1w2e3r4t5y6
        qazwsxedc123 qazwsxedcrfv qazwsxedcrfvtgb qweasdzxc123 qwerasdfzxcv qwerty123456 qwertyqwerty qwertyuiop123456
        sojdlg123aljg sonyericsson vfvfvskfhfve websolutions welcome12345 zaq1xsw2cde3 zxcasdqwe123
        """
        .split { $0 == " " || $0 == "\n" }.map(String.init)
    )
}
