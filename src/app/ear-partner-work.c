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
  if (deed->verb == EAR_PARTNER_UNACCEPT)
    return GINT_TO_POINTER (ear_partner_unaccept (store, &deed->device, error));
  return GINT_TO_POINTER (ear_partner_revoke (store, &deed->device, deed->verb == EAR_PARTNER_REVOKE, error));
}

gpointer
ear_card_write_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const char *to = data;

  if (g_file_test (to, G_FILE_TEST_IS_DIR))
    return ear_card_write_in (store, to, error);
  return ear_card_write (store, to, error) ? g_strdup (to) : NULL;
}

static void
look_clear (gpointer data)
{
  EarCardLook *look = data;

  g_clear_pointer (&look->card, ear_card_free);
  g_clear_pointer (&look->may_replace, g_ptr_array_unref);
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

  return GINT_TO_POINTER (ear_card_accept_in_place (store, look->card, look->standing == EAR_CARD_DOUBTED, &look->replaced, error));
}
