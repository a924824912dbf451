/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What this workbook calls its files: earshot-DEVICE-NUMBER-all|new-READERS-HASH. A name is a help to people and to other
 * laptops, and proves nothing. */
#include "ear-folder-private.h"

#include <string.h>

#define STEM "earshot-"
/* The last digits of a device's id are random; the first are the time it was made. */
#define DEVICE_DIGITS 12

static char *
short_device (const EarId *device)
{
  char text[EAR_ID_TEXT_SIZE];

  return g_strdup (ear_id_format (device, text) + EAR_ID_TEXT_SIZE - 1 - DEVICE_DIGITS);
}

/**
 * ear_folder_name:
 * @n: the file's number among its device's
 * @tag: stands for who can open it
 * @hash: of all its bytes
 *
 * Returns: (transfer full): a name that no other file can have: those of one device sort in the order they were written.
 */
char *
ear_folder_name (const EarId *device, gint64 n, gboolean whole, const char *tag, const guint8 *hash, gboolean sealed)
{
  g_autofree char *who = short_device (device);
  char digits[EAR_FOLDER_NAME_HASH_DIGITS + 1];

  for (guint i = 0; i < EAR_FOLDER_NAME_HASH_DIGITS / 2; i++)
    g_snprintf (digits + 2 * i, 3, "%02x", hash[i]);
  return g_strdup_printf (STEM "%s-%06" G_GINT64_FORMAT "-%s-%s-%s%s", who, n, whole ? "all" : "new", tag, digits,
                          sealed ? EAR_FOLDER_SEALED_SUFFIX : EAR_FOLDER_PLAIN_SUFFIX);
}

/**
 * ear_folder_unfinished_name:
 *
 * Returns: (transfer full): what a file is called until it is whole. Names that begin with a dot are nobody else's business.
 */
char *
ear_folder_unfinished_name (const EarId *device)
{
  g_autofree char *who = short_device (device);

  return g_strconcat ("." STEM, who, ".part", NULL);
}

/**
 * ear_folder_is_unfinished:
 *
 * Returns: whether @name is what a program that was killed while it wrote for @device may have left.
 */
gboolean
ear_folder_is_unfinished (const EarId *device, const char *name)
{
  g_autofree char *unfinished = ear_folder_unfinished_name (device);
  g_autofree char *written = g_strconcat (".", unfinished, ".", NULL);

  return g_str_equal (name, unfinished) || (g_str_has_prefix (name, written) && strlen (name) == strlen (written) + 6);
}

static gboolean
is_hexadecimal (const char *text, gsize n)
{
  return strspn (text, "0123456789abcdef") >= n;
}

/**
 * ear_folder_name_parse:
 * @hash: (out): the first digits of the hash of all bytes that its writer gave it
 * @tag: (out): stands for who can open it; empty where it is not told
 *
 * Returns: whether the name is such as ear_folder_name() gives. What a program that copies files put before or after it
 *   does not matter.
 */
gboolean
ear_folder_name_parse (const char *name, char hash[EAR_FOLDER_NAME_HASH_DIGITS + 1], char tag[EAR_FOLDER_TAG_DIGITS + 1])
{
  const char *at = strstr (name, STEM);
  gsize digits;

  if (at == NULL)
    return FALSE;
  at += strlen (STEM);
  if (!is_hexadecimal (at, DEVICE_DIGITS) || at[DEVICE_DIGITS] != '-')
    return FALSE;
  at += DEVICE_DIGITS + 1;
  digits = strspn (at, "0123456789");
  if (digits < 6 || (!g_str_has_prefix (at + digits, "-all-") && !g_str_has_prefix (at + digits, "-new-")))
    return FALSE;
  at += digits + strlen ("-all-");
  digits = strcspn (at, "-");
  if (at[digits] != '-' || digits > EAR_FOLDER_TAG_DIGITS)
    return FALSE;
  memcpy (tag, at, digits);
  tag[digits] = '\0';
  at += digits + 1;
  if (!is_hexadecimal (at, EAR_FOLDER_NAME_HASH_DIGITS))
    return FALSE;
  memcpy (hash, at, EAR_FOLDER_NAME_HASH_DIGITS);
  hash[EAR_FOLDER_NAME_HASH_DIGITS] = '\0';
  return TRUE;
}
