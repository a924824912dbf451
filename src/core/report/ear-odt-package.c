/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ZIP container of an OpenDocument text: the mimetype first and stored, so that the first bytes say what the file
 * is; no times and no owners, so that the same parts make the same bytes. It is written here and not by libarchive,
 * which puts the size of a stored part after it: LibreOffice 25.2 does not open such a package. */
#include "ear-odt.h"

#include <glib/gi18n-lib.h>

#define LOCAL_SIGNATURE 0x04034b50
#define CENTRAL_SIGNATURE 0x02014b50
#define END_SIGNATURE 0x06054b50
#define VERSION_NEEDED 20
#define METHOD_STORED 0
#define METHOD_DEFLATED 8
#define FIRST_OF_JANUARY_1980 0x0021 /* the first day that ZIP knows stands for none */
/* Sizes have 32 bits, signed in some readers. */
#define MAX_PACKAGE_BYTES G_MAXINT32

static const char mimetype[] = "application/vnd.oasis.opendocument.text";

/* The package so far, and its directory, which comes after it. */
typedef struct
{
  GByteArray *bytes;
  GByteArray *directory;
  guint n_parts;
} Package;

static void
package_clear (Package *package)
{
  g_clear_pointer (&package->bytes, g_byte_array_unref);
  g_clear_pointer (&package->directory, g_byte_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Package, package_clear)

static void
append_16 (GByteArray *bytes, guint value)
{
  const guint8 little_endian[] = { value & 0xff, value >> 8 & 0xff };

  g_byte_array_append (bytes, little_endian, sizeof little_endian);
}

static void
append_32 (GByteArray *bytes, guint32 value)
{
  append_16 (bytes, value & 0xffff);
  append_16 (bytes, value >> 16);
}

static guint32
crc_32 (gconstpointer data, gsize size)
{
  const guint8 *byte = data;
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < size; i++)
    {
      crc ^= byte[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
  return ~crc;
}

static GBytes *
compress (GBytes *contents, GError **error)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 9);

  return g_converter_convert_bytes (G_CONVERTER (compressor), contents, error);
}

/* What a part's own header and its entry in the directory have in common. */
static void
append_description (GByteArray *to, const char *name, guint method, GBytes *contents, GBytes *stored)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (contents, &size);

  append_16 (to, VERSION_NEEDED);
  append_16 (to, 0); /* no flags: sizes stand here, names are ASCII */
  append_16 (to, method);
  append_16 (to, 0);
  append_16 (to, FIRST_OF_JANUARY_1980);
  append_32 (to, crc_32 (data, size));
  append_32 (to, (guint32) g_bytes_get_size (stored));
  append_32 (to, (guint32) size);
  append_16 (to, (guint) strlen (name));
  append_16 (to, 0); /* no extra field */
}

static void
append_name (GByteArray *to, const char *name)
{
  g_byte_array_append (to, (const guint8 *) name, (guint) strlen (name));
}

static void
append_part (Package *package, const char *name, guint method, GBytes *contents, GBytes *stored)
{
  guint32 offset = package->bytes->len;

  append_32 (package->bytes, LOCAL_SIGNATURE);
  append_description (package->bytes, name, method, contents, stored);
  append_name (package->bytes, name);
  g_byte_array_append (package->bytes, g_bytes_get_data (stored, NULL), (guint) g_bytes_get_size (stored));

  append_32 (package->directory, CENTRAL_SIGNATURE);
  append_16 (package->directory, VERSION_NEEDED);
  append_description (package->directory, name, method, contents, stored);
  append_16 (package->directory, 0); /* no comment */
  append_16 (package->directory, 0); /* the first disk */
  append_16 (package->directory, 0);
  append_32 (package->directory, 0);
  append_32 (package->directory, offset);
  append_name (package->directory, name);
  package->n_parts++;
}

void
ear_odt_part_free (gpointer part)
{
  EarOdtPart *freed = part;

  g_free (freed->name);
  g_bytes_unref (freed->contents);
  g_free (freed);
}

/* Takes over @contents. */
void
ear_odt_add_part (GPtrArray *parts, const char *name, GBytes *contents)
{
  EarOdtPart *part = g_new0 (EarOdtPart, 1);

  part->name = g_strdup (name);
  part->contents = contents;
  g_ptr_array_add (parts, part);
}

static gboolean
add_part (Package *package, const char *name, GBytes *contents, gboolean compressed, GError **error)
{
  g_autoptr (GBytes) stored = NULL;

  if (g_bytes_get_size (contents) + package->bytes->len > MAX_PACKAGE_BYTES)
    {
      g_set_error_literal (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_NOT_WRITTEN,
                           _ ("The report is too long for an ODT file. Nothing was written. "
                              "Choose one strategy, or write it as HTML."));
      return FALSE;
    }
  stored = compressed ? compress (contents, error) : g_bytes_ref (contents);
  if (stored == NULL)
    return FALSE;
  append_part (package, name, compressed ? METHOD_DEFLATED : METHOD_STORED, contents, stored);
  return TRUE;
}

static void
append_end (Package *package)
{
  guint32 offset = package->bytes->len;

  g_byte_array_append (package->bytes, package->directory->data, package->directory->len);
  append_32 (package->bytes, END_SIGNATURE);
  append_16 (package->bytes, 0);
  append_16 (package->bytes, 0);
  append_16 (package->bytes, package->n_parts);
  append_16 (package->bytes, package->n_parts);
  append_32 (package->bytes, package->directory->len);
  append_32 (package->bytes, offset);
  append_16 (package->bytes, 0);
}

GBytes *
ear_odt_pack (const GPtrArray *parts, GError **error)
{
  g_auto (Package) package = { g_byte_array_new (), g_byte_array_new (), 0 };
  g_autoptr (GBytes) type = g_bytes_new_static (mimetype, strlen (mimetype));

  if (!add_part (&package, "mimetype", type, FALSE, error))
    return NULL;
  for (guint i = 0; i < parts->len; i++)
    {
      const EarOdtPart *part = parts->pdata[i];

      /* A picture is packed already. */
      if (!add_part (&package, part->name, part->contents, !g_str_has_suffix (part->name, ".png"), error))
        return NULL;
    }
  append_end (&package);
  return g_byte_array_free_to_bytes (g_steal_pointer (&package.bytes));
}
