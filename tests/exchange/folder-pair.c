/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "folder-pair.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ear-partner.h"
#include "ear-seal-format.h"

void
folder_pair_begin (FolderPair *world, EarFolderSeal seal)
{
  world->root = ear_test_folder_new ();
  world->a = folder_world_store (world->root, "a", seal);
  world->b = folder_world_store (world->root, "b", seal);
  world->a_place = folder_world_place (world->root, "a");
  world->b_place = folder_world_place (world->root, "b");
  folder_world_meet (world->a, world->b);
  world->session = ear_test_session (world->a, "Drop-in");
}

void
folder_pair_end (FolderPair *world)
{
  if (world->root == NULL)
    return;
  ear_store_close (world->a);
  ear_store_close (world->b);
  ear_record_free (world->session);
  g_free (world->a_place);
  g_free (world->b_place);
  ear_test_folder_remove (world->root);
}

EarId
folder_pair_say (FolderPair *world, const char *words)
{
  g_autoptr (EarRecord) voice = ear_test_voice (world->a, world->session, words);

  return voice->id;
}

/* All files of a's folder reach b's. */
void
folder_pair_replicate (FolderPair *world)
{
  g_auto (GStrv) names = folder_world_names (world->a_place);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *from = g_build_filename (world->a_place, names[i], NULL);
      g_autofree char *to = g_build_filename (world->b_place, names[i], NULL);

      folder_world_copy (from, to, -1);
    }
}

char *
folder_pair_in_b (FolderPair *world, const char *name)
{
  return g_build_filename (world->b_place, name, NULL);
}

EarFolderFate
folder_pair_fate_in_b (FolderPair *world, const char *name)
{
  g_autoptr (EarFolderLook) look = folder_world_look (world->b);
  const EarFolderFile *file = folder_world_file (look, name);

  g_assert_nonnull (file);
  g_assert_true ((file->why != NULL) == (file->fate == EAR_FOLDER_REFUSED || file->fate == EAR_FOLDER_NOT_FOR_US
                                         || file->fate == EAR_FOLDER_UNSIGNED));
  return file->fate;
}
