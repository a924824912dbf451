/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-world.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  EarStore *store = fuzz_world_begin ();
  EarCsvOptions options = { .organisation = "Example Carers", .coder = "A coder" };
  g_auto (EarCsvResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  if (ear_csv_import (store, fuzz_world_file (data, size), &options, &result, NULL, &error))
    fuzz_world_check_round_trip (store);
  else
    fuzz_world_check_refusal (error);
  fuzz_world_end ();
  return 0;
}
