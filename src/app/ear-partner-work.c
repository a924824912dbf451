/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-partner-work.h"

gpointer
ear_partner_list_job (EarStore *store, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return ear_partner_list (store, error);
}

gpointer
ear_partner_deed_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const EarPartnerDeed *deed = data;

  if (deed->verb == EAR_PARTNER_ACCEPT)
    return GINT_TO_POINTER (ear_partner_accept (store, &deed->device, error));
  return GINT_TO_POINTER (ear_partner_revoke (store, &deed->device, deed->verb == EAR_PARTNER_REVOKE, error));
}

/* An older card of this laptop's is replaced, but nothing else that has the name. */
static gboolean
may_take (const char *path, const EarCard *own)
{
  g_autoptr (EarCard) there = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  there = ear_card_read (path, NULL);
  return there != NULL && ear_id_equal (&there->device, &own->device);
}

static char *
choose_path (EarStore *store, const char *folder, GError **error)
{
  g_autoptr (EarCard) own = ear_card_own (store, error);
  g_autofree char *name = own == NULL ? NULL : ear_card_file_name (own);
  g_autofree char *path = own == NULL ? NULL : g_build_filename (folder, name, NULL);

  for (guint n = 2; own != NULL && !may_take (path, own); n++)
    {
      g_free (path);
      path = g_strdup_printf ("%s" G_DIR_SEPARATOR_S "%u-%s", folder, n, name);
    }
  return g_steal_pointer (&path);
}

gpointer
ear_card_write_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const char *to = data;
  g_autofree char *path = g_file_test (to, G_FILE_TEST_IS_DIR) ? choose_path (store, to, error) : g_strdup (to);

  return path != NULL && ear_card_write (store, path, error) ? g_steal_pointer (&path) : NULL;
}

static void
look_clear (gpointer data)
{
  EarCardLook *look = data;

  g_clear_pointer (&look->card, ear_card_free);
  g_clear_pointer (&look->may_replace, g_strfreev);
}

EarCardLook *
ear_card_look_ref (EarCardLook *look)
{
  return g_atomic_rc_box_acquire (look);
}

void
ear_card_look_unref (EarCardLook *look)
{
  g_atomic_rc_box_release_full (look, look_clear);
}

gpointer
ear_card_look_job (EarStore *store, gpointer path, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  g_autoptr (EarCardLook) look = g_atomic_rc_box_new0 (EarCardLook);

  look->card = ear_card_read (path, error);
  if (look->card == NULL || !ear_card_judge (store, look->card, &look->standing, error))
    return NULL;
  look->may_replace = ear_card_may_replace (store, look->card, error);
  return look->may_replace == NULL ? NULL : g_steal_pointer (&look);
}

gpointer
ear_card_accept_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const EarCardLook *look = data;

  return GINT_TO_POINTER (ear_card_accept (store, look->card, look->standing == EAR_CARD_DOUBTED, error));
}
