module shop {
  requires static io.tikhonov.dsl;
  requires io.tikhonov.runtime;
}
