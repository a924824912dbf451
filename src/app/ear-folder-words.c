/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-folder-words.h"

#include <glib/gi18n.h>

char *
ear_folder_words_place (const EarFolderLook *look)
{
  if (!look->is_there)
    return g_strdup (_ ("The folder is not there now. If it is on a USB stick or a share, connect it."));
  if (look->too_many)
    return g_strdup (_ ("There are too many files in this folder. Choose one that is for the exchange alone."));
  if (!look->can_write)
    return g_strdup (_ ("You may not write to this folder. What others put there can still be brought in."));
  return NULL;
}

/* Who cannot open what is written, which somebody who waits for it should know. */
char *
ear_folder_words_readers (const EarFolderLook *look)
{
  g_autofree char *names = NULL;

  if (look->settings->seal != EAR_FOLDER_FOR_DEVICES)
    return NULL;
  if (look->n_readers == 0)
    return g_strdup (_ ("Nobody could open your files yet: take in a partner's exchange card first, or use a passphrase."));
  if (look->unready->len == 0)
    return NULL;
  g_ptr_array_add (look->unready, NULL);
  names = g_strjoinv (C_ ("between two names of a list", ", "), (char **) look->unready->pdata);
  g_ptr_array_set_size (look->unready, (int) look->unready->len - 1);
  return g_strdup_printf (_ ("Not for %s, whose exchange card is not here."), names);
}

char *
ear_folder_words_due (const EarFolderLook *look)
{
  if (look->holds_erased)
    return g_strdup (_ ("Your files in the folder still hold what was withdrawn since. Writing replaces them."));
  if (look->due == EAR_FOLDER_NOTHING_DUE)
    return g_strdup (_ ("Everything of yours is in the folder."));
  return g_strdup (_ ("Something of yours is not in the folder yet."));
}

char *
ear_folder_words_new (const EarFolderLook *look)
{
  guint known = look->counts[EAR_FOLDER_NEW], strange = look->counts[EAR_FOLDER_STRANGER];
  g_autofree char *senders = ear_folder_senders (look, EAR_FOLDER_NEW);
  g_autofree char *first = NULL, *second = NULL;

  if (known > 0 && senders != NULL)
    first = g_strdup_printf (ngettext ("%'u new file from %s", "%'u new files from %s", known), known, senders);
  else if (known > 0)
    first = g_strdup_printf (ngettext ("%'u new file", "%'u new files", known), known);
  if (strange > 0)
    second = g_strdup_printf (ngettext ("%'u file from a device that you have not accepted",
                                        "%'u files from devices that you have not accepted", strange),
                              strange);
  if (first != NULL && second != NULL)
    return g_strdup_printf ("%s\n%s", first, second);
  return first != NULL ? g_steal_pointer (&first) : g_steal_pointer (&second);
}

char *
ear_folder_words_cards (const EarFolderLook *look)
{
  guint n = look->counts[EAR_FOLDER_CARD];

  if (n == 0)
    return NULL;
  return g_strdup_printf (ngettext ("%'u exchange card that you have not accepted", "%'u exchange cards that you have not accepted", n), n);
}

char *
ear_folder_words_left (const EarFolderLook *look)
{
  guint arriving = look->counts[EAR_FOLDER_ARRIVING];
  guint others = look->counts[EAR_FOLDER_NOT_FOR_US] + look->counts[EAR_FOLDER_REFUSED] + look->counts[EAR_FOLDER_UNSIGNED];
  g_autofree char *first = NULL, *second = NULL;

  if (arriving > 0)
    first = g_strdup_printf (ngettext ("%'u file is still arriving", "%'u files are still arriving", arriving), arriving);
  if (others > 0)
    second = g_strdup_printf (ngettext ("%'u file is left out", "%'u files are left out", others), others);
  if (first != NULL && second != NULL)
    return g_strdup_printf ("%s\n%s", first, second);
  return first != NULL ? g_steal_pointer (&first) : g_steal_pointer (&second);
}

/* Why a file is left out. */
const char *
ear_folder_words_file (const EarFolderFile *file)
{
  if (file->fate == EAR_FOLDER_ARRIVING)
    return _ ("Not whole yet. It is looked at again when it changes.");
  return file->why != NULL ? file->why : "";
}

char *
ear_folder_words_written (const EarFolderWritten *written)
{
  if (written->held_erased)
    return g_strdup (_ ("Written. The files that held what was withdrawn are gone from the folder. Others may have copies of them: once "
                        "they bring in the new file, the words are gone from their workbooks too."));
  return written->wrote == EAR_FOLDER_NOTHING_DUE ? g_strdup (_ ("There was nothing new to write."))
                                                  : g_strdup_printf (_ ("Written as %s"), written->name);
}
