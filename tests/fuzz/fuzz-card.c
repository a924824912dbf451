/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-card-format.h"
#include "fuzz-world.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  EarStore *store = fuzz_world_begin ();
  EarXmlSource source = fuzz_world_source (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarCard) card = ear_card_read_stream (&source, &error);

  if (card == NULL)
    {
      fuzz_world_check_refusal (error);
    }
  else if (!ear_card_accept (store, card, TRUE, &error))
    {
      fuzz_world_check_refusal (error);
    }
  else
    {
      fuzz_world_check_round_trip (store);
    }
  g_object_unref (source.stream);
  fuzz_world_end ();
  return 0;
}
