namespace Rollup.Ethereum.Keys;

/// <summary>The password does not open the keystore, or the keystore was changed.</summary>
public sealed class WrongPasswordException() : Exception("the password does not open this keystore");
