/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-world.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  EarStore *store = fuzz_world_begin ();
  EarXmlSource source = fuzz_world_source (data, size);
  g_auto (EarMergeResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  if (ear_bundle_merge_stream (store, &source, &result, &error))
    fuzz_world_check_round_trip (store);
  else
    fuzz_world_check_refusal (error);
  g_object_unref (source.stream);
  fuzz_world_end ();
  return 0;
}
